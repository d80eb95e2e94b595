// Compressed geometry of glTF files: Draco (KHR_draco_mesh_compression) and meshoptimizer (EXT_meshopt_compression). Part of the library
// that parses files of strangers in a process of its own.
#pragma once
#include "diorama.h"

typedef struct diorama_draco diorama_draco;

// Decodes a mesh. Null, with a sentence in `error`, for bytes that hold none.
DIORAMA_API diorama_draco* diorama_draco_decode(const uint8_t* bytes, int64_t size, char* error, int32_t error_size);
DIORAMA_API void diorama_draco_count(const diorama_draco* mesh, int64_t* points, int64_t* faces);
// Three indices a face.
DIORAMA_API void diorama_draco_indices(const diorama_draco* mesh, uint32_t* indices);
// The values of the attribute of that unique id for all points: `components` of each, as glTF's component type (5120 to 5126). 0 if there
// is no such attribute, if it has other components, or if its values do not fit.
DIORAMA_API int32_t diorama_draco_attribute(const diorama_draco* mesh, uint32_t id, int32_t component_type, int32_t components,
                                            void* values);
DIORAMA_API void diorama_draco_close(diorama_draco* mesh);

// Decodes `count` elements of `stride` bytes. Modes: 0 attributes, 1 triangles, 2 indices; filters: 0 none, 1 octahedral, 2 quaternion,
// 3 exponential, as in EXT_meshopt_compression. 0 if the bytes do not hold that.
DIORAMA_API int32_t diorama_meshopt_decode(int32_t mode, int32_t filter, int64_t count, int64_t stride, const uint8_t* bytes,
                                           int64_t size, void* elements);
