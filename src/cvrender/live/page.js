// Shows the state that the server tells. What is on the page stays until its successor is loaded,
// so nothing flickers and the scroll position holds.
const one = (id) => document.getElementById(id);
const sheet = one("sheet");
const choices = ["theme", "variant", "language", "recipient"];
const tokens = [...document.querySelectorAll("[data-token]")];
const unchosen = {
  theme: "from the CV", variant: "everything", language: "main", recipient: "the first",
};
let state = null;
let drawn = 0;
let view = "pages";

const events = new EventSource("/events");
events.onerror = () => { one("gone").hidden = false; }; // the browser asks again and again
events.onmessage = (event) => {
  one("gone").hidden = true;
  state = JSON.parse(event.data);
  document.title = state.title;
  one("file").replaceChildren(state.file, element("small", ""));
  tellPages(sheet.dataset.view === "word" ? sheet.childNodes.length : state.pages);
  list(one("faults"), one("faults"), state.faults);
  list(one("warnings"), one("warnings").lastElementChild, state.warnings);
  const count = state.warnings.length;
  one("warnings").firstElementChild.textContent = count === 1 ? "1 warning" : `${count} warnings`;
  one("save").hidden = !state.unsaved;
  one("save").textContent = `Save to ${state.file}`;
  document.querySelector("[data-view=word]").hidden = state.word === null;
  for (const name of choices) fill(one(name), state[name + "s"], state[name], unchosen[name]);
  for (const select of tokens) {
    const { token } = select.dataset;
    const usual = (!state.design[token] && state.values[token]) || "from the CV";
    fill(select, state.tokens[token] || [], state.design[token], usual);
  }
  if (drawn === state.version && view !== "word") return;
  if (state.faults.length === 0 || !sheet.hasChildNodes()) draw();
};

function tellPages(pages) {
  const words = pages === 1 ? "1 page" : `${pages} pages`;
  one("file").lastChild.textContent = pages ? words : "";
}

function element(name, words) {
  const made = document.createElement(name);
  made.textContent = words;
  return made;
}

function list(whole, place, texts) {
  place.replaceChildren(...texts.map((text) => element("li", text)));
  whole.hidden = texts.length === 0;
}

function fill(select, names, chosen, usual) {
  const known = names.includes(chosen) || !chosen ? names : [chosen, ...names];
  select.replaceChildren(new Option(usual, ""), ...known.map((n) => new Option(n, n)));
  select.value = chosen || "";
  select.hidden = known.length < (select.id === "language" ? 2 : 1);
}

async function draw() {
  if (!state?.pages) return; // nothing was good yet
  const version = (drawn = state.version);
  const asked = view;
  const fresh = await { pages, word, web, text }[asked](version);
  if (version !== drawn || asked !== view) return; // a newer one is on its way
  const { scrollX, scrollY } = window;
  sheet.replaceChildren(...fresh);
  sheet.dataset.version = version;
  sheet.dataset.view = asked;
  tellPages(asked === "word" ? sheet.childNodes.length : state.pages);
  window.scrollTo(scrollX, scrollY);
}

let resizing = 0;
addEventListener("resize", () => {
  clearTimeout(resizing);
  if (view === "pages" || view === "word") resizing = setTimeout(draw, 150); // pictures of its width
});

const pages = (version) => pictures("pages", state.pages, version);

async function word(version) {
  const found = await (await fetch(`/word?${version}`)).json();
  if (found) return pictures("word", found, version);
  if (found === null && sheet.dataset.view === "word") return sheet.childNodes; // the old pages
  const note = "LibreOffice is drawing the pages of the Word file…";
  return [element("p", found === null ? note : "LibreOffice cannot show the Word file.")];
}

function pictures(kind, number, version) {
  const width = Math.ceil(sheet.clientWidth * devicePixelRatio); // as sharp as the screen, no more
  const numbers = Array.from({ length: number }, (_, index) => index + 1);
  return Promise.all(numbers.map(async (page) => {
    const image = new Image();
    image.alt = `Page ${page}`;
    image.src = `/${kind}/${page}?${version}&width=${width}`;
    await image.decode();
    return image;
  }));
}

async function web(version) {
  const old = sheet.querySelector("iframe");
  const top = old ? old.contentWindow.scrollY : 0;
  const frame = document.createElement("iframe");
  frame.title = "The web page";
  frame.sandbox = "allow-same-origin";
  frame.src = `/web?${version}`;
  frame.addEventListener("load", () => frame.contentWindow.scrollTo(0, top));
  return [frame];
}

async function text(version) {
  const block = document.createElement("pre");
  block.textContent = await (await fetch(`/text?${version}`)).text();
  return [block];
}

for (const button of document.querySelectorAll("[data-view]")) {
  button.addEventListener("click", () => {
    view = button.dataset.view;
    for (const other of button.parentElement.children) other.ariaPressed = other === button;
    draw();
  });
}
one("save").addEventListener("click", () => fetch("/save", { method: "POST" }));
for (const select of [...choices.map(one), ...tokens]) {
  select.addEventListener("change", () => {
    const chosen = Object.fromEntries(choices.map((each) => [each, one(each).value]));
    const set = tokens.filter((each) => each.value);
    chosen.design = Object.fromEntries(set.map((each) => [each.dataset.token, each.value]));
    fetch("/choice", { method: "POST", body: JSON.stringify(chosen) });
  });
}
