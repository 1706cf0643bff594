import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);

// src/model/trace-interner.ts
var UNSEEN = -1;
var CACHED_ID_MAX = 1 << 20;
var NO_FRAMES = [];
var Cache = class {
  ids = new Int32Array(1024).fill(UNSEEN);
  get(id) {
    return this.ids[id] ?? UNSEEN;
  }
  set(id, index) {
    if (id > CACHED_ID_MAX) return;
    if (id >= this.ids.length) {
      const more = new Int32Array(2 ** Math.ceil(Math.log2(id + 1))).fill(UNSEEN);
      more.set(this.ids);
      this.ids = more;
    }
    this.ids[id] = index;
  }
  clear() {
    this.ids.fill(UNSEEN);
  }
};
var TraceInterner = class {
  #tables;
  #stackCache = new Cache();
  #textCache = new Cache();
  #stackNumbers = /* @__PURE__ */ new Map([["", 0]]);
  #stacks = [NO_FRAMES];
  #textNumbers = /* @__PURE__ */ new Map([["", 0]]);
  #texts = [""];
  stack(tables, id) {
    if (id === 0) return 0;
    if (tables !== this.#tables) this.#next(tables);
    const known = this.#stackCache.get(id);
    if (known !== UNSEEN) return known;
    const index = this.stackOf(tables.frames(id));
    this.#stackCache.set(id, index);
    return index;
  }
  /** The number of a stack that need not come from a table. */
  stackOf(frames) {
    const key = frames.map((f) => `${f.pc},${f.func},${f.line}`).join(";");
    let index = this.#stackNumbers.get(key);
    if (index === void 0) {
      index = this.#stacks.push(frames) - 1;
      this.#stackNumbers.set(key, index);
    }
    return index;
  }
  text(tables, id) {
    if (id === 0) return 0;
    if (tables !== this.#tables) this.#next(tables);
    const known = this.#textCache.get(id);
    if (known !== UNSEEN) return known;
    const index = this.textOf(tables.string(id) ?? "");
    this.#textCache.set(id, index);
    return index;
  }
  /** The number of a text that need not come from a table. */
  textOf(text) {
    let index = this.#textNumbers.get(text);
    if (index === void 0) {
      index = this.#texts.push(text) - 1;
      this.#textNumbers.set(text, index);
    }
    return index;
  }
  frames(index) {
    return this.#stacks[index] ?? NO_FRAMES;
  }
  string(index) {
    return this.#texts[index] ?? "";
  }
  get stackCount() {
    return this.#stacks.length;
  }
  get textCount() {
    return this.#texts.length;
  }
  #next(tables) {
    this.#tables = tables;
    this.#stackCache.clear();
    this.#textCache.clear();
  }
};

export {
  TraceInterner
};
