// The part of the flat C ABI that image.cpp implements: image files through OpenImageIO.
#pragma once
#include "diorama.h"

enum diorama_pixel_type : int32_t {
    DIORAMA_PIXEL_UINT8 = 0,
    DIORAMA_PIXEL_UINT16 = 1,
    DIORAMA_PIXEL_UINT32 = 2,
    DIORAMA_PIXEL_HALF = 3,
    DIORAMA_PIXEL_FLOAT = 4,
};

struct diorama_image_info {
    int32_t width, height, channels;
    int32_t pixel_type;        // diorama_pixel_type of the widest channel
    int32_t alpha_channel;     // index, or -1
    int32_t associated_alpha;  // 1: colour is multiplied by alpha, as in EXR
    int32_t orientation;       // 1 to 8 as Exif's tag 274 counts; 1: as stored
};

struct diorama_image;

// Opens an encoded image held in memory (which must outlive the handle). The format is told by its first bytes, or else
// by the extension of `name`. Returns null and a text in `error` when it cannot be opened.
DIORAMA_API diorama_image* diorama_image_open(const char* name, const uint8_t* bytes, int64_t byte_count, diorama_image_info* info,
                                              char* error, int32_t error_size);
// Name and diorama_pixel_type of one channel.
DIORAMA_API int32_t diorama_image_channel(diorama_image* image, int32_t channel, char* name, int32_t name_size);
// Reads all pixels, channels interleaved, converted to `pixel_type` (integers map to 0..1). Returns 0 and a text on failure.
DIORAMA_API int32_t diorama_image_read(diorama_image* image, int32_t pixel_type, void* pixels, char* error, int32_t error_size);
DIORAMA_API void diorama_image_close(diorama_image* image);

// Writes `pixels` (channels interleaved, each in its own type, no padding) as `format` ("png", "openexr", …) to `path`.
// `channel_names` and `attributes` (name, value, name, value …) are NUL-separated. Returns 0 and a text on failure.
DIORAMA_API int32_t diorama_image_write(const char* path, const char* format, int32_t width, int32_t height, int32_t channels,
                                        const int32_t* channel_types, const char* channel_names, const char* attributes,
                                        int32_t attribute_count, const void* pixels, char* error, int32_t error_size);
