// The office answers /static/… with the files that all screens share: the same for "../../static/draw.js" in node.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = new URL("../../", import.meta.url);
/** The folder of the shared files, the first where tsc looks for them too. */
const [, shared] = /"rootDirs": \[".", "(\w+)"/.exec(readFileSync(new URL("tsconfig.json", ROOT), "utf-8"));

export function resolve(specifier, context, next) {
  if (!specifier.startsWith(".") || !context.parentURL) return next(specifier, context);
  const asked = new URL(specifier, context.parentURL);
  const address = asked.href.startsWith(ROOT.href) ? asked.href.slice(ROOT.href.length) : "";
  const isShared = address.startsWith("static/") && !existsSync(fileURLToPath(asked));
  return next(isShared ? new URL(`${shared}/${address}`, ROOT).href : asked.href, context);
}
