"""A process that brings the bytes of photos whose download is as plain as can be; it knows no key and no catalog."""
