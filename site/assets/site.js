// site.js - improves, never needed: suggestions while typing as an ARIA combobox, sheets that stand open on wide screens.

const wide = matchMedia('(min-width: 62rem)')
const fit = () => document.querySelectorAll('details[data-wide]').forEach((d) => { d.open = wide.matches })
fit()
wide.addEventListener('change', fit)

// The list comes from /suggest in the OpenSearch format: [typed, [texts], [descriptions], [addresses]].
function combobox(form, number) {
  const input = form.querySelector('input[type=search]')
  const list = document.createElement('div')
  const id = `saran-${number}`
  let at = -1
  let timer = 0
  let asked = ''
  let typed = ''
  let going = null
  list.id = id
  list.className = 'suggest'
  list.hidden = true
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', input.labels[0]?.textContent ?? '')
  form.append(list)
  Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': id })
    .forEach(([name, value]) => input.setAttribute(name, value))

  const options = () => [...list.children]
  const close = () => {
    list.hidden = true
    at = -1
    input.setAttribute('aria-expanded', 'false')
    input.removeAttribute('aria-activedescendant')
  }
  const mark = (next) => {
    const all = options()
    at = next
    all.forEach((o, i) => o.setAttribute('aria-selected', String(i === at)))
    if (at < 0) input.removeAttribute('aria-activedescendant')
    else input.setAttribute('aria-activedescendant', all[at].id)
    input.value = at < 0 ? typed : all[at].dataset.text
  }
  const choose = (option) => {
    if (option.dataset.url) location.href = option.dataset.url
    else {
      input.value = option.dataset.text
      form.requestSubmit()
    }
  }
  const show = ([, texts = [], notes = [], urls = []]) => {
    list.replaceChildren(...texts.slice(0, 8).map((text, i) => {
      const option = document.createElement('div')
      const label = document.createElement('span')
      option.id = `${id}-${i}`
      option.setAttribute('role', 'option')
      option.setAttribute('aria-selected', 'false')
      option.dataset.text = text
      if (/^\/(?!\/)/.test(urls[i] ?? '')) option.dataset.url = urls[i]
      label.textContent = text
      option.append(label)
      if (notes[i]) {
        const note = document.createElement('small')
        note.textContent = notes[i]
        option.append(note)
      }
      return option
    }))
    at = -1
    list.hidden = texts.length === 0
    input.setAttribute('aria-expanded', String(texts.length > 0))
  }
  const ask = async () => {
    const text = input.value.trim()
    typed = input.value
    if (text === asked && !list.hidden) return
    asked = text
    going?.abort()
    if (text.length < 2) return close()
    going = new AbortController()
    try {
      const url = new URL(form.dataset.suggest, location.origin)
      url.searchParams.set(input.name, text)
      const reply = await fetch(url, { signal: going.signal })
      if (reply.ok && document.activeElement === input) show(await reply.json())
    } catch { /* a slow or broken line: the form still works */ }
  }

  input.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(ask, 120) })
  input.addEventListener('keydown', (event) => {
    const last = options().length - 1
    if (event.key === 'Escape' && !list.hidden) { event.preventDefault(); input.value = typed; close() }
    else if (event.key === 'ArrowDown' && list.hidden) { event.preventDefault(); ask() }
    else if (list.hidden) return
    else if (event.key === 'ArrowDown') { event.preventDefault(); mark(at >= last ? -1 : at + 1) }
    else if (event.key === 'ArrowUp') { event.preventDefault(); mark(at < 0 ? last : at - 1) }
    else if (event.key === 'Enter' && at >= 0) { event.preventDefault(); choose(options()[at]) }
  })
  input.addEventListener('blur', close)
  list.addEventListener('pointerdown', (event) => {
    event.preventDefault()
    const option = event.target.closest('[role=option]')
    if (option) choose(option)
  })
}
document.querySelectorAll('form[data-suggest]').forEach(combobox)
