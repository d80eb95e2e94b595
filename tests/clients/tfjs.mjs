// Runs a graph model by TensorFlow.js itself: node tfjs.mjs MODEL.json FOLDER MODULES wasm|cpu. FOLDER/input.json has {"shape": […],
// "dtype": …, "outputs": [names]} and FOLDER/input.bin the values in 32-bit floats; npm has installed TensorFlow.js in MODULES. Writes
// the outputs as FOLDER/output0.bin …, their shapes, the version and the seconds of the run to FOLDER/outputs.json.
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";

const [model, folder, modules, backend] = process.argv.slice(2);
const require = createRequire(path.join(modules, "package.json"));
const tf = require("@tensorflow/tfjs-core");
const { loadGraphModel } = require("@tensorflow/tfjs-converter");
require("@tensorflow/tfjs-backend-cpu");
const wasm = require("@tensorflow/tfjs-backend-wasm");
wasm.setWasmPaths(path.join(modules, "node_modules/@tensorflow/tfjs-backend-wasm/dist/"));
await tf.setBackend(backend);

const json = JSON.parse(fs.readFileSync(model));
const specs = json.weightsManifest.flatMap(g => g.weights);
const files = json.weightsManifest.flatMap(g => g.paths).map(p => fs.readFileSync(path.join(path.dirname(model), p)));
const bytes = Buffer.concat(files);
const network = await loadGraphModel({
  load: async () => ({
    modelTopology: json.modelTopology, format: json.format, signature: json.signature, userDefinedMetadata: json.userDefinedMetadata,
    weightSpecs: specs, weightData: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
  }),
});
const { shape, dtype, outputs } = JSON.parse(fs.readFileSync(path.join(folder, "input.json")));
const raw = fs.readFileSync(path.join(folder, "input.bin"));
const values = new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length));
const input = tf.tensor(values, shape, dtype);
const start = process.hrtime.bigint();
const found = await network.executeAsync(input, outputs);
const result = [];
for (const [i, tensor] of (Array.isArray(found) ? found : [found]).entries()) {
  fs.writeFileSync(path.join(folder, `output${i}.bin`), Buffer.from(Float32Array.from(await tensor.data()).buffer));
  result.push({ name: outputs[i], shape: tensor.shape });
}
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
fs.writeFileSync(path.join(folder, "outputs.json"), JSON.stringify({ outputs: result, seconds, version: tf.version_core }));
