"""Makes bar.fbx, bar.dae and bar.json: blender --background --factory-startup --python make.py (Blender 3.4, from this folder).

A bar with one shape key on two bones, all of which move within a second of 24 frames; bar.json says where Blender has the vertices.
"""
import json

import bpy

bpy.ops.wm.read_factory_settings(use_empty=True)
scene = bpy.context.scene
scene.frame_start, scene.frame_end, scene.render.fps = 1, 25, 24

bpy.ops.mesh.primitive_cylinder_add(vertices=4, radius=0.2, depth=2, location=(0, 0, 1))
bar = bpy.context.object
bar.name = "bar"
bpy.ops.object.mode_set(mode="EDIT")
bpy.ops.mesh.select_all(action="SELECT")
bpy.ops.mesh.subdivide(number_cuts=1)
bpy.ops.object.mode_set(mode="OBJECT")
bar.shape_key_add(name="Basis")
bulge = bar.shape_key_add(name="bulge")
for point in bulge.data:
    point.co.x *= 1.5
for frame, value in ((1, 0), (25, 1)):
    bulge.value = value
    bulge.keyframe_insert("value", frame=frame)

bpy.ops.object.armature_add(location=(0, 0, 0))
rig = bpy.context.object
rig.name = "rig"
bpy.ops.object.mode_set(mode="EDIT")
low = rig.data.edit_bones[0]
low.name, low.head, low.tail = "low", (0, 0, 0), (0, 0, 1)
high = rig.data.edit_bones.new("high")
high.head, high.tail, high.parent, high.use_connect = (0, 0, 1), (0, 0, 2), low, True
bpy.ops.object.mode_set(mode="OBJECT")
bar.select_set(True)
rig.select_set(True)
bpy.context.view_layer.objects.active = rig
bpy.ops.object.parent_set(type="ARMATURE_AUTO")
bone = rig.pose.bones["high"]
bone.rotation_mode = "XYZ"
for frame, turn, place in ((1, (0, 0, 0), (0, 0, 0)), (25, (0.9, 0, 0.2), (1, 0.5, 0))):
    bone.rotation_euler, rig.location = turn, place
    bone.keyframe_insert("rotation_euler", frame=frame)
    rig.keyframe_insert("location", frame=frame)

vertices = {}
for frame in (1, 13, 25):
    scene.frame_set(frame)
    evaluated = bar.evaluated_get(bpy.context.evaluated_depsgraph_get())
    vertices[frame] = [[round(c, 6) for c in evaluated.matrix_world @ v.co] for v in evaluated.to_mesh().vertices]
with open("bar.json", "w") as file:
    file.write(json.dumps(vertices, separators=(",", ":")) + "\n")
scene.frame_set(1)
bpy.ops.export_scene.fbx(filepath="bar.fbx", add_leaf_bones=False, object_types={"ARMATURE", "MESH"})
bpy.ops.wm.collada_export(filepath="bar.dae", include_armatures=True, include_shapekeys=True, include_animations=True)
