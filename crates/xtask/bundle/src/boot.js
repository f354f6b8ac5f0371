// Starts the program, and fetches the parts of it that pages need. The bundler fills in which files these are.
import init, { initSync } from "./obrady.js";

const at = (name) => fetch(new URL(name, import.meta.url));

// Every part takes memory, table and functions from the program, and puts its own functions into the table.
const imports = () => ({ __wasm_split: initSync() });

// What was fetched stays; what failed is fetched again when it is next wanted.
const wanted = new Map();
const once = (name, fetched) => {
  if (!wanted.has(name)) {
    const part = fetched(name);
    wanted.set(name, part);
    part.catch(() => wanted.delete(name));
  }
  return wanted.get(name);
};

const pack = (name) => once(name, async () => {
  const answer = await at(name);
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  const all = await answer.arrayBuffer();
  const view = new DataView(all);
  const modules = [];
  for (let start = 0; start < all.byteLength;) {
    const length = view.getUint32(start, true);
    modules.push(WebAssembly.instantiate(new Uint8Array(all, start + 4, length), imports()));
    start += 4 + length;
  }
  return Promise.all(modules);
});

const packed = (places) => Promise.all(places.map((place) => pack(`./shared_${place}.bin`)));

const part = (places, own) => once(own, async () => {
  const answer = at(own);
  answer.catch(() => {});
  await packed(places);
  return WebAssembly.instantiateStreaming(answer, imports());
});

// The program gives a place in its table, where it wants to hear whether the part is there.
const load = (places, own) => async (place, data) => {
  let there = true;
  try {
    await (own ? part(places, own) : packed(places));
  } catch (error) {
    console.error(error);
    there = false;
  }
  initSync().__indirect_function_table.get(place)(data, there);
};

/* parts */

// Where the page came with its text, that is painted before the program takes network and processor. A page in the
// background paints nothing and does not wait long.
const painted = () => new Promise((done) => {
  new PerformanceObserver(done).observe({ type: "paint", buffered: true });
  setTimeout(done, 500);
});

// Reading needs no program: it is fetched and compiled beside the reader, and runs when somebody moves to do more, or
// after a while, for those whose doing no event tells of. A tap on a link is followed first.
const moved = () => new Promise((done) => {
  const soon = () => setTimeout(done, 200);
  for (const sign of ["pointermove", "pointerdown", "keydown", "focusin"]) addEventListener(sign, soon, { once: true });
  setTimeout(done, 5000);
});

const program = new URL("./obrady.wasm", import.meta.url);
const start = async () => {
  const isRead = document.documentElement.dataset.picture === "shown" && document.querySelector(".first-picture");
  if (!isRead) return init({ module_or_path: program });
  const compiled = painted().then(() => WebAssembly.compileStreaming(fetch(program)));
  const [module_or_path] = await Promise.all([compiled, moved()]);
  return init({ module_or_path });
};
start().catch((error) => {
  document.documentElement.dataset.boot = "failed";
  throw error;
});
