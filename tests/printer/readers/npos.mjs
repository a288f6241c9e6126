// node npos.mjs FOLDER JOB: what npos (MIT, not ours) finds in a job of ESC/POS, as one line of JSON.
// {commands: ["ESC @", ...], texts: ["112", ...], pictures: [{width, height, dots: base64 of one byte a dot, 0 is ink}]}

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [folder, job] = process.argv.slice(2);
const require = createRequire(resolve(folder, "node_modules", "npos", "package.json"));
const npos = require("npos/lib/index.js");
const iconv = require("iconv-lite");

const PAGES = { 0: "cp437", 2: "cp850", 16: "cp1252", 18: "cp852", 19: "cp858", 71: "cp1252" };

function read(data) {
  const found = { commands: [], texts: [], pictures: [] };
  const parsed = npos.parser(npos.rules).analyze(data);
  if (parsed.error) throw parsed.error;
  let page = PAGES[0];
  for (const node of parsed.tree) {
    const bytes = data.subarray(node.offset, node.offset + node.length);
    if (node.ascii === "STX") {
      found.texts.push(iconv.decode(bytes, page));
      continue;
    }
    found.commands.push(`${node.ascii} ${node.fn ?? ""}`.trim());
    if (node.ascii === "ESC" && node.fn === "t") page = PAGES[bytes[2]];
    if (node.ascii === "GS" && node.fn === "v0") found.pictures.push(picture(data, node));
  }
  return found;
}

function picture(data, node) {
  const bitmap = npos.codecs.raster.decode(data, [node]);
  const dots = Buffer.alloc(bitmap.width * bitmap.height);
  for (let y = 0; y < bitmap.height; y++) {
    for (let x = 0; x < bitmap.width; x++) dots[y * bitmap.width + x] = bitmap.getPixel(x, y) ? 255 : 0;
  }
  return { width: bitmap.width, height: bitmap.height, dots: dots.toString("base64") };
}

console.log(JSON.stringify(read(readFileSync(job))));
