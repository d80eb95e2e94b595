// Runs the library Human (npm @vladmandic/human) on pictures: node human.mjs MODULES MODELS, where npm has installed it with TensorFlow.js
// in MODULES, and MODELS has its networks. Each line of the input names a task and a picture, "centernet PATH", "nanodet PATH",
// "movenet PATH" or "blazepose PATH"; the file has width and height as 32-bit integers and then red, green and blue. The answer is a line
// of JSON: for objects a list of {score, label, box}, for bodies a list of {score, keypoints: {part: [x, y]}}.
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { createRequire } from "node:module";

const [modules, models] = process.argv.slice(2);
const require = createRequire(path.join(modules, "package.json"));
const wasm = require("@tensorflow/tfjs-backend-wasm");
wasm.setWasmPaths(path.join(modules, "node_modules/@tensorflow/tfjs-backend-wasm/dist/"));
// Node's own fetch does not read files.
const web = globalThis.fetch;
globalThis.fetch = async (address, options) => {
  const text = String(address.url ?? address);
  return text.startsWith("file:") ? new Response(fs.readFileSync(new URL(text))) : web(address, options);
};
const { Human } = require(path.join(modules, "node_modules/@vladmandic/human/dist/human.node-wasm.js"));

const off = { enabled: false };
const common = {
  backend: "wasm", wasmPath: path.join(modules, "node_modules/@tensorflow/tfjs-backend-wasm/dist/"), debug: false,
  modelBasePath: `file://${path.resolve(models)}/`, cacheSensitivity: 0, filter: off, face: off, hand: off, gesture: off, segmentation: off,
};
const objects = name => ({ body: off, object: { enabled: true, modelPath: `${name}.json`, minConfidence: 0.3, iouThreshold: 0.5, maxDetected: 100,
  skipFrames: 0, skipTime: 0 } });
const body = (name, detector) => ({ object: off, body: { enabled: true, modelPath: `${name}.json`, detector, minConfidence: 0, maxDetected: 1,
  skipFrames: 0, skipTime: 0 } });
const tasks = {
  centernet: objects("centernet"), nanodet: objects("nanodet"), movenet: body("movenet-thunder"),
  blazepose: body("blazepose-full", { enabled: false }),
};
const loaded = {};
for await (const line of readline.createInterface({ input: process.stdin })) {
  const [task, file] = [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)];
  if (!loaded[task]) {
    loaded[task] = new Human({ ...common, ...tasks[task] });
    await loaded[task].load();
  }
  const human = loaded[task], raw = fs.readFileSync(file);
  const [width, height] = [raw.readInt32LE(0), raw.readInt32LE(4)];
  const tensor = human.tf.tensor(Array.from(raw.subarray(8)), [1, height, width, 3], "float32");
  const result = await human.detect(tensor);
  human.tf.dispose(tensor);
  const answer = tasks[task].object.enabled
    ? result.object.map(o => ({ score: o.score, label: o.label, box: o.box }))
    : result.body.map(b => ({ score: b.score, keypoints: Object.fromEntries(b.keypoints.map(k => [k.part, k.position.slice(0, 2)])) }));
  console.log(JSON.stringify({ error: result.error ?? undefined, version: human.version, answer }));
}
