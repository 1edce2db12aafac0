// The address that the service prints at its first start has the setup code behind the `#`, which no server and no proxy sees.
// It is put into its field, and out of the address, so that it does not stay in the history.

const code = new URLSearchParams(location.hash.slice(1)).get("code");
if (code) {
  const field = document.getElementById("f-code"); // there is none where there is an administrator already
  if (field) field.value = code;
  history.replaceState(null, "", location.pathname + location.search);
}
