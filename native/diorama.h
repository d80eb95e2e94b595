// The flat C ABI of libdiorama. Every function is declared here; each .cpp implements one group.
#pragma once
#include <cstdint>

#define DIORAMA_API extern "C" __attribute__((visibility("default")))

// --- trace.cpp: what Embree can only do with a native callback ---

struct DioramaHit {
    uint32_t record;
    uint32_t primitive;
    float u, v;
};

// Everything along a ray of an Embree scene that allows context filters, in no particular order. A record is reported once,
// or at each of its hits where everyHit[record] is set. Returns the number of hits written.
DIORAMA_API int32_t diorama_trace_gather(void* scene, const float* origin, const float* direction, float farthest, float time,
                                         const uint8_t* everyHit, DioramaHit* hits, int32_t capacity);
