"""Renders a GLB with Blender's Cycles for `./diorama bench render`.

    blender -b --factory-startup -P cycles.py -- scene.json

scene.json describes the scene once; paths are relative to it:
    scene        path of the GLB
    camera       name of the camera node
    threads      CPU threads
    bounces      the most scattering events on a path, for every kind of ray
    environment  null, or {"path": EXR or null for a constant, "scale": [r, g, b], "rotation_z": radians}
    suns         {node: {"irradiance": W/m2 facing it, "color": [r, g, b], "angle": angular diameter in radians}}
    hidden_back  names of emissive materials whose back side is walled in and can never be seen

Then each line on standard input orders one picture:
    {"width", "height", "samples", "seed", "output": path of a float EXR (scene radiance)}
and is answered by one line "CYCLES {json}" with the seconds that bpy.ops.render.render took: scene export,
BVH build and rendering, without writing the file. Start-up and the reading of the GLB are never counted.

What is made equal to Diorama, and why it is fair:
* Light units, sun size, camera and environment are set explicitly, whatever the importer thinks of them.
* A pixel is the mean radiance over its square (box filter of width 1); no denoiser, clamping, glossy filter or
  adaptive sampling, all of which trade bias or unequal sample counts for time.
* The importer's Principled node is replaced by what the glTF 2.0 specification says (appendix B): Lambert
  diffuse, GGX metal and GGX dielectric coat with Schlick's Fresnel, whose directional albedos are tabulated in colour
  ramps over the facing ratio. These plain closures are *cheaper* for Cycles than the Principled node. Transparency,
  transmission and textures other than base colour are refused.
* The shadow terminator offset, which bends geometry, is off.
Everything else is Blender's default, which is what its users run: Embree, light threshold 0.01, PMJ sampling.
"""
import json
import math
import os
import struct
import sys
import time

import bpy
import numpy

# Blender 3.4's importer still says numpy.bool, which Debian 12's numpy no longer has.
numpy.bool = bool


def fail(sentence):
    print("CYCLES " + json.dumps({"error": sentence}), flush=True)
    sys.stdout.flush()
    os._exit(1)


def read_gltf_json(path):
    with open(path, "rb") as file:
        magic, _, _ = struct.unpack("<III", file.read(12))
        length, kind = struct.unpack("<II", file.read(8))
        if magic != 0x46546C67 or kind != 0x4E4F534A:
            fail(f"{path} is not a GLB")
        return json.loads(file.read(length))


def ggx_albedo(roughness, cosine):
    """(x, y): the directional albedo of a GGX lobe with Schlick's Fresnel is f0 x + f90 y. Visible normals by Heitz 2018."""
    count, alpha = 4096, max(roughness * roughness, 1e-4)
    k = numpy.arange(count)
    u1, u2 = (k + 0.5) / count, (k * 0.6180339887498949) % 1.0
    view = numpy.array([math.sqrt(1 - cosine * cosine), 0.0, cosine])
    stretched = view * [alpha, alpha, 1]
    stretched /= numpy.linalg.norm(stretched)
    t1 = numpy.array([0.0, 1.0, 0.0])
    t2 = numpy.cross(stretched, t1)
    r, phi = numpy.sqrt(u1), 2 * math.pi * u2
    a, b = r * numpy.cos(phi), r * numpy.sin(phi)
    s = 0.5 * (1 + stretched[2])
    b = (1 - s) * numpy.sqrt(numpy.maximum(0, 1 - a * a)) + s * b
    n = a[:, None] * t1 + b[:, None] * t2 + numpy.sqrt(numpy.maximum(0, 1 - a * a - b * b))[:, None] * stretched
    h = n * [alpha, alpha, 1]
    h /= numpy.linalg.norm(h, axis=1)[:, None]
    vh = h @ view
    out = 2 * vh * h[:, 2] - cosine

    def smith(z):
        return 0.5 * (numpy.sqrt(1 + alpha * alpha * (1 - z * z) / (z * z)) - 1)

    up = out > 1e-6
    z = numpy.where(up, out, 1.0)
    weight = numpy.where(up, (1 + smith(cosine)) / (1 + smith(cosine) + smith(z)), 0.0)
    schlick = numpy.power(numpy.clip(1 - vh, 0, 1), 5)
    return float((weight * (1 - schlick)).mean()), float((weight * schlick).mean())


class Shader:
    """Builds one material's node tree from its glTF description."""

    def __init__(self, material):
        self.material = material
        self.texture = self.base_color_image()
        self.nodes, self.links = material.node_tree.nodes, material.node_tree.links

    def base_color_image(self):
        """The image node that the importer made for baseColorTexture, as (image, uv map, extension)."""
        for node in self.material.node_tree.nodes:
            if node.type == "TEX_IMAGE":
                return node.image, node.interpolation, node.extension
        return None

    def add(self, kind, **inputs):
        node = self.nodes.new(kind)
        for name, value in inputs.items():
            self.connect(value, node.inputs[name.replace("_", " ")])
        return node

    def connect(self, value, socket):
        if isinstance(value, bpy.types.NodeSocket):
            self.links.new(value, socket)
        elif isinstance(value, (list, tuple)):
            socket.default_value = (*value, 1.0) if len(value) == 3 and len(socket.default_value) == 4 else value
        else:
            socket.default_value = value

    def math(self, operation, a, b):
        node = self.nodes.new("ShaderNodeMath")
        node.operation = operation
        self.connect(a, node.inputs[0])
        self.connect(b, node.inputs[1])
        return node.outputs[0]

    def mix_color(self, blend, factor, a, b):
        node = self.nodes.new("ShaderNodeMixRGB")
        node.blend_type = blend
        for socket, value in zip(node.inputs, (factor, a, b)):
            self.connect(value, socket)
        return node.outputs[0]

    def mix(self, factor, a, b):
        node = self.nodes.new("ShaderNodeMixShader")
        for socket, value in zip(node.inputs, (factor, a, b)):
            self.connect(value, socket)
        return node.outputs[0]

    def ramp(self, value):
        """A colour that is value(cosine of the view to the normal); 24 stops, denser towards grazing views."""
        facing = self.add("ShaderNodeLayerWeight", Blend=0.5).outputs["Facing"]
        node = self.nodes.new("ShaderNodeValToRGB")
        self.links.new(facing, node.inputs["Fac"])
        stops = 24
        elements = node.color_ramp.elements
        for k in range(1, stops - 1):
            elements.new(1 - (1 - k / (stops - 1)) ** 1.5)
        for element in elements:
            element.color = (*value(max(1 - element.position, 0.002)), 1)
        return node.outputs["Color"]

    def glossy(self, color, roughness):
        node = self.add("ShaderNodeBsdfGlossy", Color=color, Roughness=roughness)
        node.distribution = "GGX"
        return node.outputs[0]

    def build(self, gltf, hidden_back):
        pbr = gltf.get("pbrMetallicRoughness", {})
        extensions = gltf.get("extensions", {})
        known = {"KHR_materials_specular", "KHR_materials_emissive_strength", "KHR_materials_ior"}
        unknown = sorted(set(extensions) - known)
        if unknown:
            fail(f"material {self.material.name!r} uses {unknown[0]}, which the benchmark does not compare")
        if gltf.get("alphaMode", "OPAQUE") != "OPAQUE":
            fail(f"material {self.material.name!r} is not opaque, which the benchmark does not compare")
        if "metallicRoughnessTexture" in pbr or "normalTexture" in gltf or "emissiveTexture" in gltf:
            fail(f"material {self.material.name!r} has a texture other than base colour, which the benchmark does not compare")

        self.nodes.clear()
        base = pbr.get("baseColorFactor", [1, 1, 1, 1])[:3]
        metallic, roughness = pbr.get("metallicFactor", 1.0), pbr.get("roughnessFactor", 1.0)
        specular = extensions.get("KHR_materials_specular", {}).get("specularFactor", 1.0)
        ior = extensions.get("KHR_materials_ior", {}).get("ior", 1.5)
        strength = extensions.get("KHR_materials_emissive_strength", {}).get("emissiveStrength", 1.0)
        emission = [c * strength for c in gltf.get("emissiveFactor", [0, 0, 0])]

        color = base
        if self.texture:
            image = self.nodes.new("ShaderNodeTexImage")
            image.image, image.interpolation, image.extension = self.texture
            color = image.outputs["Color"]
            if base != [1, 1, 1]:
                color = self.mix_color("MULTIPLY", 1.0, color, base)

        surface = None
        black = not self.texture and max(base) == 0
        if metallic < 1 and not (black and specular == 0):
            surface = self.add("ShaderNodeBsdfDiffuse", Color=color, Roughness=0.0).outputs[0]
            if specular > 0:
                f0 = min(1.0, ((ior - 1) / (ior + 1)) ** 2) * specular

                def coat(cosine):
                    x, y = ggx_albedo(roughness, cosine)
                    return [(f0 * x + specular * y) * (1 + f0 * (1 / (x + y) - 1))] * 3

                x, y = ggx_albedo(roughness, 0.5)
                surface = self.mix(self.ramp(coat), surface, self.glossy([1 / (x + y)] * 3, roughness))
        if metallic > 0:
            if self.texture:
                fail(f"material {self.material.name!r} is a textured metal, which the benchmark does not compare")

            def reflectance(cosine):
                x, y = ggx_albedo(roughness, cosine)
                return [(c * x + y) / (x + y) * (1 + c * (1 / (x + y) - 1)) for c in base]

            metal = self.glossy(self.ramp(reflectance), roughness)
            surface = metal if surface is None or metallic == 1 else self.mix(metallic, surface, metal)
        if max(emission) > 0:
            peak = max(emission)
            light = self.add("ShaderNodeEmission", Color=[c / peak for c in emission], Strength=peak).outputs[0]
            if not gltf.get("doubleSided", False) and self.material.name not in hidden_back:
                dark = self.add("ShaderNodeEmission", Color=[0, 0, 0], Strength=0.0).outputs[0]
                light = self.mix(self.add("ShaderNodeNewGeometry").outputs["Backfacing"], light, dark)
            if surface is None:
                surface = light
            else:
                both = self.nodes.new("ShaderNodeAddShader")
                self.links.new(surface, both.inputs[0])
                self.links.new(light, both.inputs[1])
                surface = both.outputs[0]
        output = self.nodes.new("ShaderNodeOutputMaterial")
        if surface is not None:
            self.links.new(surface, output.inputs["Surface"])


def build_world(environment):
    world = bpy.data.worlds.new("environment")
    bpy.context.scene.world = world
    world.use_nodes = True
    nodes, links = world.node_tree.nodes, world.node_tree.links
    nodes.clear()
    background, output = nodes.new("ShaderNodeBackground"), nodes.new("ShaderNodeOutputWorld")
    links.new(background.outputs[0], output.inputs["Surface"])
    if environment is None:
        background.inputs["Color"].default_value = (0, 0, 0, 1)
        background.inputs["Strength"].default_value = 0
        return
    peak = max(environment["scale"])
    tint = (*[c / peak for c in environment["scale"]], 1.0)
    background.inputs["Strength"].default_value = peak
    if not environment.get("path"):
        background.inputs["Color"].default_value = tint
        return
    coordinates, mapping = nodes.new("ShaderNodeTexCoord"), nodes.new("ShaderNodeMapping")
    mapping.vector_type = "POINT"
    mapping.inputs["Rotation"].default_value[2] = -environment.get("rotation_z", 0.0)
    image = nodes.new("ShaderNodeTexEnvironment")
    image.image = bpy.data.images.load(environment["path"])
    image.image.colorspace_settings.name = "Linear"
    links.new(coordinates.outputs["Generated"], mapping.inputs["Vector"])
    links.new(mapping.outputs["Vector"], image.inputs["Vector"])
    color = image.outputs["Color"]
    if tint[:3] != (1.0, 1.0, 1.0):
        multiply = nodes.new("ShaderNodeMixRGB")
        multiply.blend_type = "MULTIPLY"
        multiply.inputs[0].default_value = 1
        links.new(color, multiply.inputs[1])
        multiply.inputs[2].default_value = tint
        color = multiply.outputs[0]
    links.new(color, background.inputs["Color"])


def load(job):
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.ops.preferences.addon_enable(module="cycles")
    bpy.ops.preferences.addon_enable(module="io_scene_gltf2")
    bpy.ops.import_scene.gltf(filepath=job["scene"], merge_vertices=False, import_shading="NORMALS")
    described = {m["name"]: m for m in read_gltf_json(job["scene"]).get("materials", [])}
    hidden_back = set(job.get("hidden_back", []))
    for material in bpy.data.materials:
        if material.name in described:
            Shader(material).build(described[material.name], hidden_back)

    suns = job.get("suns", {})
    for thing in bpy.data.objects:
        if thing.type == "MESH" and hasattr(thing.cycles, "shadow_terminator_geometry_offset"):
            thing.cycles.shadow_terminator_geometry_offset = 0
            thing.cycles.shadow_terminator_offset = 0
        if thing.type == "LIGHT":
            if thing.name not in suns:
                fail(f"light {thing.name!r} is not a described sun")
            sun = suns[thing.name]
            thing.data.energy, thing.data.angle = sun["irradiance"], sun["angle"]
            thing.data.color = sun["color"]
    build_world(job.get("environment"))
    camera = bpy.data.objects.get(job["camera"])
    if camera is None or camera.type != "CAMERA":
        fail(f"there is no camera {job['camera']!r} in {job['scene']}")
    bpy.context.scene.camera = camera


def set_up(job):
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    cycles = scene.cycles
    cycles.device = "CPU"
    cycles.use_adaptive_sampling = False
    cycles.use_denoising = False
    cycles.sample_clamp_direct = cycles.sample_clamp_indirect = 0
    cycles.blur_glossy = 0
    cycles.caustics_reflective = cycles.caustics_refractive = True
    for kind in ("max", "diffuse", "glossy", "transmission"):
        setattr(cycles, kind + "_bounces", job["bounces"])
    cycles.transparent_max_bounces = job["bounces"]
    cycles.pixel_filter_type = "BOX"
    cycles.film_exposure = 1
    cycles.use_auto_tile = False
    if "light_threshold" in job:
        cycles.light_sampling_threshold = job["light_threshold"]
    scene.view_layers[0].use_pass_combined = True
    render = scene.render
    render.threads_mode, render.threads = "FIXED", job["threads"]
    render.resolution_percentage = 100
    render.use_persistent_data = False
    render.use_compositing = render.use_sequencer = False
    settings = render.image_settings
    settings.file_format, settings.color_mode, settings.color_depth = "OPEN_EXR", "RGB", "32"
    settings.exr_codec = "ZIP"


def render(order):
    scene = bpy.context.scene
    scene.render.resolution_x, scene.render.resolution_y = order["width"], order["height"]
    scene.cycles.samples, scene.cycles.seed = order["samples"], order["seed"]
    start = time.perf_counter()
    bpy.ops.render.render()
    seconds = time.perf_counter() - start
    bpy.data.images["Render Result"].save_render(order["output"])
    return {"seconds": seconds}


def main():
    path = os.path.abspath(sys.argv[sys.argv.index("--") + 1])
    with open(path, encoding="utf-8") as file:
        job = json.load(file)
    folder, environment = os.path.dirname(path), job.get("environment")
    job["scene"] = os.path.join(folder, job["scene"])
    if environment and environment.get("path"):
        environment["path"] = os.path.join(folder, environment["path"])
    load(job)
    set_up(job)
    triangles = sum(len(m.loop_triangles) or (m.calc_loop_triangles() or len(m.loop_triangles)) for m in bpy.data.meshes)
    print("CYCLES " + json.dumps({"version": bpy.app.version_string, "triangles": triangles}), flush=True)
    for line in sys.stdin:
        if line.strip():
            print("CYCLES " + json.dumps(render(json.loads(line))), flush=True)


try:
    main()
except Exception as error:
    fail("Blender: " + " ".join(line.strip() for line in str(error).strip().splitlines()[-2:]))
