// OBJ, PLY, STL, COLLADA and FBX through Assimp. Pointers live as long as the handle. What was read may be saved and loaded again, so that a file of
// strangers is parsed in another process; what a handle holds is checked either way: indices lie in their arrays, parents before children.
// Matrices are 3x4, columns x, y, z, origin. Texture coordinates are as Assimp gives them: three floats, v upwards.
#pragma once
#include "diorama.h"

typedef struct diorama_mesh_file diorama_mesh_file;

typedef struct {
  int32_t nodes, meshes, materials, textures, cameras, lights, animations, missing_files, warnings;
} diorama_mesh_file_counts;

typedef struct {
  const char* name;
  const uint32_t* meshes;
  int32_t parent, mesh_count;  // parents stand before children; -1 for the root
  float parent_from_node[12];
  float translation[3], rotation_xyzw[4], scale[3];
} diorama_mesh_file_node;

typedef struct {
  const char* name;
  const float *positions, *normals, *tangents, *bitangents, *colors;  // 3, 3, 3, 3 and 4 floats per vertex, or null
  const float* uvs[8];                                                // 3 floats per vertex, or null
  int32_t vertices, material, bones, morphs;
  int32_t faces, corners;  // polygons of three corners and more, and the corners of all of them
  int32_t lines, points;   // faces of two corners and of one, which are left out
} diorama_mesh_file_mesh;

typedef struct {
  uint32_t vertex;
  float weight;
} diorama_mesh_file_weight;

typedef struct {
  const char* name;
  const diorama_mesh_file_weight* weights;
  int32_t count;
  float joint_from_mesh[12];
} diorama_mesh_file_bone;

typedef struct {
  const char* name;
  const float *positions, *normals;  // absolute, or null
  float weight;
} diorama_mesh_file_morph;

typedef struct {
  const char* key;
  const void* data;
  int32_t size, semantic, index, type;  // aiTextureType, texture index, aiPropertyTypeInfo
} diorama_mesh_file_property;

typedef struct {
  const char *name, *format;
  const uint8_t* bytes;  // an encoded image file; null when the file embeds bare pixels
  int32_t size;
} diorama_mesh_file_texture;

typedef struct {
  const char* name;
  float position[3], up[3], look_at[3];  // in the space of the node of the same name
  float horizontal_fov, aspect, orthographic_half_width;
} diorama_mesh_file_camera;

typedef struct {
  const char* name;
  float position[3], direction[3], up[3], color[3];
  float attenuation[3];  // constant, linear, quadratic
  float inner_cone, outer_cone, size[2];
  int32_t kind;  // aiLightSourceType
} diorama_mesh_file_light;

typedef struct {
  const char* name;
  double ticks_per_second;
  int32_t channels, morph_channels;
} diorama_mesh_file_animation;

typedef struct {
  double tick;
  float value[4];  // x, y, z, or a quaternion w, x, y, z
} diorama_mesh_file_key;

typedef struct {
  const char* node;
  const diorama_mesh_file_key *translations, *rotations, *scales;
  int32_t translation_count, rotation_count, scale_count;
} diorama_mesh_file_channel;

// Null and a sentence in `error` when the file cannot be read.
DIORAMA_API diorama_mesh_file* diorama_mesh_file_open(const char* path, char* error, int32_t error_size);
// Both return null or 0, and a sentence in `error`, on failure. A saved file is for the same build of this library.
DIORAMA_API int32_t diorama_mesh_file_save(diorama_mesh_file* file, const char* path, char* error, int32_t error_size);
DIORAMA_API diorama_mesh_file* diorama_mesh_file_load(const char* path, char* error, int32_t error_size);
DIORAMA_API void diorama_mesh_file_close(diorama_mesh_file* file);
DIORAMA_API void diorama_mesh_file_count(const diorama_mesh_file* file, diorama_mesh_file_counts* counts);
// 1 and the number when the file's metadata has `key`, else 0.
DIORAMA_API int32_t diorama_mesh_file_metadata(const diorama_mesh_file* file, const char* key, double* value);
// A side file that the importer asked for in vain.
DIORAMA_API const char* diorama_mesh_file_missing(const diorama_mesh_file* file, int32_t index);
// What was left out of the file, as a sentence without its name.
DIORAMA_API const char* diorama_mesh_file_warning(const diorama_mesh_file* file, int32_t index);
DIORAMA_API void diorama_mesh_file_warn(diorama_mesh_file* file, const char* text);
DIORAMA_API void diorama_mesh_file_get_node(const diorama_mesh_file* file, int32_t index, diorama_mesh_file_node* node);
DIORAMA_API void diorama_mesh_file_get_mesh(const diorama_mesh_file* file, int32_t index, diorama_mesh_file_mesh* mesh);
// The number of corners of each face, and the vertex of each corner.
DIORAMA_API void diorama_mesh_file_get_faces(const diorama_mesh_file* file, int32_t mesh, int32_t* sizes, int32_t* corners);
DIORAMA_API void diorama_mesh_file_get_bone(const diorama_mesh_file* file, int32_t mesh, int32_t index, diorama_mesh_file_bone* bone);
DIORAMA_API void diorama_mesh_file_get_morph(const diorama_mesh_file* file, int32_t mesh, int32_t index, diorama_mesh_file_morph* morph);
DIORAMA_API int32_t diorama_mesh_file_property_count(const diorama_mesh_file* file, int32_t material);
DIORAMA_API void diorama_mesh_file_get_property(const diorama_mesh_file* file, int32_t material, int32_t index,
                                                diorama_mesh_file_property* property);
// Index of the embedded texture that a material's path means ("*0", or a name), -1 for none.
DIORAMA_API int32_t diorama_mesh_file_find_texture(const diorama_mesh_file* file, const char* path);
DIORAMA_API void diorama_mesh_file_get_texture(const diorama_mesh_file* file, int32_t index, diorama_mesh_file_texture* texture);
DIORAMA_API void diorama_mesh_file_get_camera(const diorama_mesh_file* file, int32_t index, diorama_mesh_file_camera* camera);
DIORAMA_API void diorama_mesh_file_get_light(const diorama_mesh_file* file, int32_t index, diorama_mesh_file_light* light);
DIORAMA_API void diorama_mesh_file_get_animation(const diorama_mesh_file* file, int32_t index, diorama_mesh_file_animation* animation);
DIORAMA_API void diorama_mesh_file_get_channel(const diorama_mesh_file* file, int32_t animation, int32_t index,
                                               diorama_mesh_file_channel* channel);
// Name and number of keys of a morph channel; the second call fills keys ticks and keys x morphs weights.
DIORAMA_API const char* diorama_mesh_file_morph_channel(const diorama_mesh_file* file, int32_t animation, int32_t index, int32_t* keys);
DIORAMA_API void diorama_mesh_file_get_morph_keys(const diorama_mesh_file* file, int32_t animation, int32_t index, int32_t morphs,
                                                  double* ticks, float* weights);
