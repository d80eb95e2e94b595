// The flat C ABI of libdiorama. Every function is declared here; each .cpp implements one group.
#pragma once
#include <cstdint>

#define DIORAMA_API extern "C" __attribute__((visibility("default")))

// --- trace.cpp: rays through Embree 3 or 4, whichever the library was built with, and what Embree can only do with a native callback ---

// The file name of that Embree, for the calls that both have in common.
DIORAMA_API const char* diorama_trace_library();

// The closest hit of an RTCRayHit, and whether an RTCRay is blocked.
DIORAMA_API void diorama_trace_intersect1(void* scene, void* rayHit);
DIORAMA_API void diorama_trace_occluded1(void* scene, void* ray);

// The same for sixteen rays (RTCRayHit16, RTCRay16), of which those with valid[i] = -1 are traced. `coherent` tells Embree that they go the
// same way. It must be 0 for scenes with instances: with AVX-512, rtcOccluded16 of Embree 3.13.5 does not return from some of these.
DIORAMA_API void diorama_trace_intersect16(void* scene, const int32_t* valid, int32_t coherent, void* rayHits);
DIORAMA_API void diorama_trace_occluded16(void* scene, const int32_t* valid, int32_t coherent, void* rays);

struct DioramaHit {
    uint32_t record;
    uint32_t primitive;
    float u, v;
    float distance;  // in lengths of the ray's direction
};

// What `which` of diorama_trace_gather16 holds: every hit of the record, not one a group; only hits on the side from which its
// triangles go around counterclockwise, or clockwise, as positions and indices say.
enum { DIORAMA_GATHER_EVERY = 1, DIORAMA_GATHER_COUNTERCLOCKWISE = 2, DIORAMA_GATHER_CLOCKWISE = 4 };

// Everything along sixteen rays of an Embree scene that allows context filters, in no particular order. `rays` is an RTCRay16
// and is written to. `group` has a number per record: a group is reported once per ray, or as `which` (indexed by
// record) says, and never where the number is 0. Lane i's hits start at hits[i * capacity]; counts[i] tells
// how many there are, of which the first `capacity` are written.
DIORAMA_API void diorama_trace_gather16(void* scene, const int32_t* valid, int32_t coherent, void* rays, const uint32_t* group,
                                        const uint8_t* which, DioramaHit* hits, int32_t capacity, int32_t* counts);
