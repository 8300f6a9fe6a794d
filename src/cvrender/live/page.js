// Shows the state that the server tells. What is on the page stays until its successor is loaded,
// so nothing flickers and the scroll position holds.
const one = (id) => document.getElementById(id);
const sheet = one("sheet");
const choices = ["theme", "variant", "language"];
const unchosen = { theme: "from the CV", variant: "everything", language: "main" };
let state = null;
let drawn = 0;
let view = "pages";

new EventSource("/events").onmessage = (event) => {
  state = JSON.parse(event.data);
  document.title = state.title;
  const pages = state.pages === 1 ? "1 page" : `${state.pages} pages`;
  one("file").replaceChildren(state.file, element("small", state.pages ? pages : ""));
  list(one("faults"), one("faults"), state.faults);
  list(one("warnings"), one("warnings").lastElementChild, state.warnings);
  const count = state.warnings.length;
  one("warnings").firstElementChild.textContent = count === 1 ? "1 warning" : `${count} warnings`;
  one("save").hidden = !state.unsaved;
  for (const name of choices) fill(one(name), state[name + "s"], state[name]);
  if (state.faults.length === 0 || !sheet.hasChildNodes()) draw();
};

function element(name, words) {
  const made = document.createElement(name);
  made.textContent = words;
  return made;
}

function list(whole, place, texts) {
  place.replaceChildren(...texts.map((text) => element("li", text)));
  whole.hidden = texts.length === 0;
}

function fill(select, names, chosen) {
  const known = names.includes(chosen) || !chosen ? names : [chosen, ...names];
  select.replaceChildren(new Option(unchosen[select.id], ""), ...known.map((n) => new Option(n, n)));
  select.value = chosen || "";
  select.hidden = known.length < (select.id === "language" ? 2 : 1);
}

async function draw() {
  if (state.pages === 0) return; // nothing was good yet
  const version = (drawn = state.version);
  const fresh = await { pages, web, text }[view](version);
  if (version !== drawn) return; // a newer one is on its way
  const { scrollX, scrollY } = window;
  sheet.replaceChildren(...fresh);
  sheet.dataset.version = version;
  window.scrollTo(scrollX, scrollY);
}

function pages(version) {
  const width = Math.ceil(sheet.clientWidth * devicePixelRatio); // as sharp as the screen, no more
  const numbers = Array.from({ length: state.pages }, (_, index) => index + 1);
  return Promise.all(numbers.map(async (number) => {
    const image = new Image();
    image.alt = `Page ${number}`;
    image.src = `/pages/${number}?${version}&width=${width}`;
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
for (const name of choices) {
  one(name).addEventListener("change", () => {
    const chosen = Object.fromEntries(choices.map((each) => [each, one(each).value]));
    fetch("/choice", { method: "POST", body: JSON.stringify(chosen) });
  });
}
