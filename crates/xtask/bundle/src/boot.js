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
init({ module_or_path: new URL("./obrady.wasm", import.meta.url) }).catch((error) => {
  document.documentElement.dataset.boot = "failed";
  throw error;
});
