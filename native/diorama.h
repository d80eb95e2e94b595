// The flat C ABI of libdiorama. Every function is declared here; each .cpp implements one group.
#pragma once
#include <cstdint>

#define DIORAMA_API extern "C" __attribute__((visibility("default")))

// --- trace.cpp: what Embree can only do with a native callback ---

struct DioramaHit {
    uint32_t record;
    uint32_t primitive;
    float u, v;
    float distance;  // in lengths of the ray's direction
};

// Everything along sixteen rays of an Embree scene that allows context filters, in no particular order. `rays` is an RTCRay16
// and is written to. `group` has a number per record: a group is reported once per ray, or at each of its hits where it is set
// in `everyHit` (indexed by record), and never where the number is 0. Lane i's hits start at hits[i * capacity]; counts[i] tells
// how many there are, of which the first `capacity` are written.
DIORAMA_API void diorama_trace_gather16(void* scene, const int32_t* valid, void* rays, const uint32_t* group, const uint8_t* everyHit,
                                        DioramaHit* hits, int32_t capacity, int32_t* counts);
