#include "diorama.h"

#include <embree3/rtcore.h>

namespace {

struct Gather {
    RTCIntersectContext context;
    const uint8_t* everyHit;
    DioramaHit* hits;
    int32_t capacity;
    int32_t count;
};

// Called by Embree for each candidate along the ray: notes it and lets the ray go on.
void note(const RTCFilterFunctionNArguments* args) {
    auto* gather = reinterpret_cast<Gather*>(args->context);
    for (unsigned int i = 0; i < args->N; ++i) {
        if (args->valid[i] != -1) continue;
        args->valid[i] = 0;
        const uint32_t instance = RTCHitN_instID(args->hit, args->N, i, 0);
        const uint32_t record = instance == RTC_INVALID_GEOMETRY_ID ? RTCHitN_geomID(args->hit, args->N, i) : instance;
        if (!gather->everyHit[record]) {
            bool seen = false;
            for (int32_t k = gather->count - 1; k >= 0 && !seen; --k) seen = gather->hits[k].record == record;
            if (seen) continue;
        }
        if (gather->count == gather->capacity) continue;
        gather->hits[gather->count++] = {record, RTCHitN_primID(args->hit, args->N, i), RTCHitN_u(args->hit, args->N, i),
                                         RTCHitN_v(args->hit, args->N, i)};
    }
}

}  // namespace

int32_t diorama_trace_gather(void* scene, const float* origin, const float* direction, float farthest, float time,
                             const uint8_t* everyHit, DioramaHit* hits, int32_t capacity) {
    Gather gather;
    rtcInitIntersectContext(&gather.context);
    gather.context.filter = note;
    gather.everyHit = everyHit;
    gather.hits = hits;
    gather.capacity = capacity;
    gather.count = 0;
    alignas(16) RTCRay ray;
    ray.org_x = origin[0], ray.org_y = origin[1], ray.org_z = origin[2];
    ray.dir_x = direction[0], ray.dir_y = direction[1], ray.dir_z = direction[2];
    ray.tnear = 0, ray.tfar = farthest, ray.time = time, ray.mask = ~0u, ray.id = 0, ray.flags = 0;
    rtcOccluded1(static_cast<RTCScene>(scene), &gather.context, &ray);
    return gather.count;
}
