#include "diorama.h"

#include <embree3/rtcore.h>

namespace {

constexpr int Lanes = 16;

struct Gather {
    RTCIntersectContext context;
    const uint32_t* group;
    const uint8_t* everyHit;
    DioramaHit* hits;
    int32_t capacity;
    int32_t* counts;
};

bool has_group(const Gather& gather, uint32_t lane, uint32_t group) {
    const DioramaHit* hits = gather.hits + lane * gather.capacity;
    const int32_t written = gather.counts[lane] < gather.capacity ? gather.counts[lane] : gather.capacity;
    // The latest hits first: triangles of one thing come together.
    for (int32_t k = written - 1; k >= 0; --k) {
        if (gather.group[hits[k].record] == group && !gather.everyHit[hits[k].record]) return true;
    }
    return false;
}

// Called by Embree for each candidate along the rays: notes it and lets the ray go on.
void note(const RTCFilterFunctionNArguments* args) {
    auto& gather = *reinterpret_cast<Gather*>(args->context);
    for (unsigned int i = 0; i < args->N; ++i) {
        if (args->valid[i] != -1) continue;
        args->valid[i] = 0;
        const uint32_t instance = RTCHitN_instID(args->hit, args->N, i, 0);
        const uint32_t record = instance == RTC_INVALID_GEOMETRY_ID ? RTCHitN_geomID(args->hit, args->N, i) : instance;
        const uint32_t group = gather.group[record];
        if (group == 0) continue;
        const uint32_t lane = RTCRayN_id(args->ray, args->N, i);
        if (!gather.everyHit[record] && has_group(gather, lane, group)) continue;
        const int32_t k = gather.counts[lane]++;
        if (k >= gather.capacity) continue;
        gather.hits[lane * gather.capacity + k] = {record, RTCHitN_primID(args->hit, args->N, i), RTCHitN_u(args->hit, args->N, i),
                                                   RTCHitN_v(args->hit, args->N, i), RTCRayN_tfar(args->ray, args->N, i)};
    }
}

}  // namespace

void diorama_trace_gather16(void* scene, const int32_t* valid, void* rays, const uint32_t* group, const uint8_t* everyHit,
                            DioramaHit* hits, int32_t capacity, int32_t* counts) {
    Gather gather;
    rtcInitIntersectContext(&gather.context);
    gather.context.flags = RTC_INTERSECT_CONTEXT_FLAG_COHERENT;
    gather.context.filter = note;
    gather.group = group;
    gather.everyHit = everyHit;
    gather.hits = hits;
    gather.capacity = capacity;
    gather.counts = counts;
    auto* packet = static_cast<RTCRay16*>(rays);
    for (int i = 0; i < Lanes; ++i) {
        counts[i] = 0;
        packet->id[i] = unsigned(i);
    }
    rtcOccluded16(valid, static_cast<RTCScene>(scene), &gather.context, packet);
}
