"""The log: bytes, hashes and keys; it knows no database, no HTTP and no case.

==================  ==========================================================================================
refusals            how this package says no
merkle              the tree of RFC 6962: adding a leaf, the root at any size
proofs              that an entry is in the tree, and that a tree only grew: the shortest evidence
proof_checks        checking such evidence with nothing but two roots
contents            what can be erased: a salt and bytes, named by a digest
entries             what stays: one canonical JSON document an entry
verifier_keys       public keys, and signing keys, as lines of text
notes               a text with signatures under it
checkpoints         a note that says how large the log is and what its root is
signing             where the signing key comes from, and that there may be none
rotation            one key hands over to the next, in the log itself
witness             the last checkpoint, kept where the database cannot reach
export              the whole log as one file, written line by line
verification        reading such a file with no trust in it
findings            what was found, and the report
==================  ==========================================================================================

`verification` is helped by `entry_numbers` (what is missing or stands twice), `open_contents`, `root_runs` (where roots stop to
fit), `held_checkpoints` (those of an auditor) and `verification_problems` (how it is said). `base64_text` and `canonical` are the
two spellings, of bytes and of JSON, of which there is one each.
"""
