// A page that says that figures are being worked out becomes the page with them by itself. Without this, one looks again by its
// button.

const waiting = document.querySelector("[data-awaited]");

async function look() {
  try {
    const response = await fetch(waiting.dataset.awaited);
    if (response.ok && (await response.json()).state !== "under_way") {
      location.reload();
      return;
    }
  } catch {
    // The connection is gone for now; the next look may succeed.
  }
  setTimeout(look, 2000);
}

if (waiting) setTimeout(look, 2000);
