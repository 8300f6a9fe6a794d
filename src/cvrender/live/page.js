// Shows the state that the server tells. What is on the page stays until its successor is loaded,
// so nothing flickers and the scroll position holds.
const one = (id) => document.getElementById(id);
const sheet = one("sheet");
const choices = ["theme", "variant", "language"];
let state = null;
let drawn = 0;

new EventSource("/events").onmessage = (event) => {
  state = JSON.parse(event.data);
  document.title = state.title;
  one("faults").textContent = state.faults.join("\n");
  one("faults").hidden = state.faults.length === 0;
  for (const name of choices) fill(one(name), state[name + "s"], state[name]);
  if (state.faults.length === 0 || !sheet.hasChildNodes()) draw();
};

function fill(select, names, chosen) {
  const known = names.includes(chosen) || !chosen ? names : [chosen, ...names];
  select.replaceChildren(new Option("as the source says", ""), ...known.map((n) => new Option(n, n)));
  select.value = chosen || "";
  select.parentElement.hidden = known.length === 0;
}

async function draw() {
  if (state.pages === 0) return; // nothing was good yet
  const version = (drawn = state.version);
  const fresh = await { pages, web, text }[one("view").value](version);
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

one("view").addEventListener("change", draw);
for (const name of choices) {
  one(name).addEventListener("change", () => {
    const chosen = Object.fromEntries(choices.map((each) => [each, one(each).value]));
    fetch("/choice", { method: "POST", body: JSON.stringify(chosen) });
  });
}
