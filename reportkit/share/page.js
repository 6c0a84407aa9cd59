// Large faces are packed, so that the file can be sent. They are unpacked here, and all are drawn.
async function unpacked(text) {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}
for (const root of document.querySelectorAll(".reportkit-face")) {
  const script = root.querySelector("script");
  if (script.type !== "application/gzip") continue;
  try {
    script.textContent = await unpacked(script.textContent);
    script.type = "application/json";
  } catch { // a browser of before 2023: what readers without scripts see
    root.className = "reportkit-still";
    root.innerHTML = root.querySelector("noscript").textContent;
  }
}
reportkitFace.drawAll();
