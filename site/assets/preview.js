// preview.js - reloads the page when the preview shows another snapshot than the page was made of. Only pages of a preview load
// it. The browser keeps the place on the page. While the tab is hidden nothing is asked; while a form holds the reader's words
// nothing is thrown away.

const bar = document.querySelector('[data-version-url]')
const pause = 300 // milliseconds; one asks for 40 bytes of a server on the same machine
const isTyping = () => document.activeElement?.matches('input, textarea') && document.activeElement.value !== ''

async function look() {
  try {
    if (document.hidden || isTyping()) return
    const reply = await fetch(bar.dataset.versionUrl, { cache: 'no-store' })
    if (reply.ok && (await reply.text()).trim() !== bar.dataset.version) location.reload()
  } catch { /* the server was stopped; it may come back */ } finally {
    setTimeout(look, pause)
  }
}
if (bar) look()
