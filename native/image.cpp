#include "image.h"

#include <OpenImageIO/filesystem.h>
#include <OpenImageIO/imageio.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>

using namespace OIIO;

struct diorama_image {
    std::unique_ptr<Filesystem::IOMemReader> memory;  // outlives the reader below
    std::unique_ptr<ImageInput> input;
};

namespace {

void copy_text(const std::string& text, char* out, int32_t size) {
    if (!out || size <= 0) return;
    size_t n = std::min(text.size(), size_t(size - 1));
    std::memcpy(out, text.data(), n);
    out[n] = 0;
}

int32_t code_of(TypeDesc type) {
    switch (type.basetype) {
    case TypeDesc::UINT8: case TypeDesc::INT8: return DIORAMA_PIXEL_UINT8;
    case TypeDesc::UINT16: case TypeDesc::INT16: return DIORAMA_PIXEL_UINT16;
    case TypeDesc::UINT32: case TypeDesc::INT32: return DIORAMA_PIXEL_UINT32;
    case TypeDesc::HALF: return DIORAMA_PIXEL_HALF;
    default: return DIORAMA_PIXEL_FLOAT;
    }
}

TypeDesc type_of(int32_t code) {
    switch (code) {
    case DIORAMA_PIXEL_UINT8: return TypeDesc::UINT8;
    case DIORAMA_PIXEL_UINT16: return TypeDesc::UINT16;
    case DIORAMA_PIXEL_UINT32: return TypeDesc::UINT32;
    case DIORAMA_PIXEL_HALF: return TypeDesc::HALF;
    default: return TypeDesc::FLOAT;
    }
}

// Files often carry the wrong extension, so the first bytes decide.
const char* format_of(const uint8_t* b, int64_t n) {
    auto starts = [&](const char* magic, int64_t length, int64_t at = 0) {
        return n >= at + length && std::memcmp(b + at, magic, size_t(length)) == 0;
    };
    if (starts("\x89PNG", 4)) return "png";
    if (starts("\xFF\xD8\xFF", 3)) return "jpeg";
    if (starts("\x76\x2F\x31\x01", 4)) return "openexr";
    if (starts("#?", 2)) return "hdr";
    if (starts("II*\0", 4) || starts("MM\0*", 4) || starts("II+\0", 4) || starts("MM\0+", 4)) return "tiff";
    if (starts("RIFF", 4) && starts("WEBP", 4, 8)) return "webp";
    if (starts("BM", 2)) return "bmp";
    if (starts("GIF8", 4)) return "gif";
    if (starts("DDS ", 4)) return "dds";
    return nullptr;
}

}  // namespace

DIORAMA_API diorama_image* diorama_image_open(const char* name, const uint8_t* bytes, int64_t byte_count, diorama_image_info* info,
                                              char* error, int32_t error_size) {
    try {
        auto image = std::make_unique<diorama_image>();
        const char* format = format_of(bytes, byte_count);
        image->input = ImageInput::create(format ? format : name);
        if (!image->input) {
            OIIO::geterror();
            copy_text("its format is not known", error, error_size);
            return nullptr;
        }
        image->memory = std::make_unique<Filesystem::IOMemReader>(bytes, size_t(byte_count));
        if (image->input->supports("ioproxy")) image->input->set_ioproxy(image->memory.get());
        ImageSpec spec, hints;
        hints.attribute("oiio:UnassociatedAlpha", 1);  // textures want colour as stored, not multiplied by alpha
        if (!image->input->open(name, spec, hints)) {
            copy_text(image->input->geterror(), error, error_size);
            return nullptr;
        }
        info->width = spec.width;
        info->height = spec.height;
        info->channels = spec.nchannels;
        info->pixel_type = code_of(spec.format);
        // Of some GIF files the reader counts an alpha channel that it does not have.
        info->alpha_channel = spec.alpha_channel < spec.nchannels ? spec.alpha_channel : -1;
        info->associated_alpha = info->alpha_channel >= 0 && spec.get_int_attribute("oiio:UnassociatedAlpha", 0) == 0;
        info->orientation = std::clamp(spec.get_int_attribute("Orientation", 1), 1, 8);
        return image.release();
    } catch (const std::exception& e) {
        copy_text(e.what(), error, error_size);
        return nullptr;
    }
}

DIORAMA_API int32_t diorama_image_channel(diorama_image* image, int32_t channel, char* name, int32_t name_size) {
    const ImageSpec& spec = image->input->spec();
    copy_text(spec.channel_name(channel), name, name_size);
    return code_of(spec.channelformat(channel));
}

DIORAMA_API int32_t diorama_image_read(diorama_image* image, int32_t pixel_type, void* pixels, char* error, int32_t error_size) {
    try {
        // The TIFF reader returns true for a truncated file and only leaves a message.
        if (image->input->read_image(0, 0, 0, -1, type_of(pixel_type), pixels) && !image->input->has_error()) return 1;
        copy_text(image->input->geterror(), error, error_size);
    } catch (const std::exception& e) {
        copy_text(e.what(), error, error_size);
    }
    return 0;
}

DIORAMA_API void diorama_image_close(diorama_image* image) {
    if (!image) return;
    if (image->input) image->input->close();
    delete image;
}

DIORAMA_API int32_t diorama_image_write(const char* path, const char* format, int32_t width, int32_t height, int32_t channels,
                                        const int32_t* channel_types, const char* channel_names, const char* attributes,
                                        int32_t attribute_count, const void* pixels, char* error, int32_t error_size) {
    try {
        auto output = ImageOutput::create(format);
        if (!output) {
            copy_text(OIIO::geterror(), error, error_size);
            return 0;
        }
        ImageSpec spec(width, height, channels, type_of(channel_types[0]));
        bool mixed = false;
        const char* name = channel_names;
        for (int c = 0; c < channels; ++c, name += std::strlen(name) + 1) {
            spec.channelnames[size_t(c)] = name;
            spec.channelformats.push_back(type_of(channel_types[c]));
            mixed |= channel_types[c] != channel_types[0];
            if (std::strcmp(name, "A") == 0) spec.alpha_channel = c;
        }
        if (!mixed) spec.channelformats.clear();
        const char* text = attributes;
        for (int i = 0; i < attribute_count; ++i) {
            const char* value = text + std::strlen(text) + 1;
            spec.attribute(text, value);
            text = value + std::strlen(value) + 1;
        }
        // Without this the writer adds the time of day, and equal images would be unequal files.
        spec.attribute("DateTime", "");
        // Values that are written are the values in the file: no un-multiplying by alpha on the way.
        if (spec.alpha_channel >= 0) spec.attribute("oiio:UnassociatedAlpha", 1);
        // UNKNOWN: the pixels are already in each channel's own type.
        bool done = output->open(path, spec) && output->write_image(mixed ? TypeDesc(TypeDesc::UNKNOWN) : spec.format, pixels);
        done &= output->close();
        if (!done) copy_text(output->geterror(), error, error_size);
        return done ? 1 : 0;
    } catch (const std::exception& e) {
        copy_text(e.what(), error, error_size);
        return 0;
    }
}
