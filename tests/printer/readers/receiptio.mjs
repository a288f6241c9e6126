// node receiptio.mjs FOLDER PORT OPTIONS [TEXT]: asks or prints with receiptio (Apache-2.0, not ours); its answer on stdout.
// receiptio knows port 9100 only: its connections are led to the given port of this machine instead.
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [folder, port, options, text = ""] = process.argv.slice(2);
const require = createRequire(resolve(folder, "node_modules", "receiptio", "package.json"));
const net = require("node:net");

const connect = net.connect;
net.connect = (fixed, host) => connect(fixed === 9100 ? Number(port) : fixed, host);

console.log(await require("receiptio").print(text, `-d 127.0.0.1 ${options}`));
