#include "diorama.h"

#if DIORAMA_EMBREE_VERSION == 4
#include <embree4/rtcore.h>
#else
#include <embree3/rtcore.h>
#endif

// What differs between Embree 3 and 4: Embree 3 takes a context with flags and filter, Embree 4 a context without them, and arguments.
namespace {

constexpr int Lanes = 16;

#if RTC_VERSION_MAJOR >= 4
using Context = RTCRayQueryContext;

void intersect1(RTCScene scene, RTCRayHit* rayHit) { rtcIntersect1(scene, rayHit); }
void occluded1(RTCScene scene, RTCRay* ray) { rtcOccluded1(scene, ray); }

void intersect16(const int32_t* valid, RTCScene scene, bool coherent, RTCRayHit16* rayHits) {
    RTCIntersectArguments arguments;
    rtcInitIntersectArguments(&arguments);
    if (coherent) arguments.flags = RTC_RAY_QUERY_FLAG_COHERENT;
    rtcIntersect16(valid, scene, rayHits, &arguments);
}

void occluded16(const int32_t* valid, RTCScene scene, bool coherent, RTCRay16* rays, Context* context, RTCFilterFunctionN filter) {
    RTCOccludedArguments arguments;
    rtcInitOccludedArguments(&arguments);
    int flags = coherent ? RTC_RAY_QUERY_FLAG_COHERENT : RTC_RAY_QUERY_FLAG_INCOHERENT;
    if (filter) flags |= RTC_RAY_QUERY_FLAG_INVOKE_ARGUMENT_FILTER;
    arguments.flags = RTCRayQueryFlags(flags);
    arguments.context = context;
    arguments.filter = filter;
    rtcOccluded16(valid, scene, rays, &arguments);
}

void init(Context* context) { rtcInitRayQueryContext(context); }
#else
using Context = RTCIntersectContext;

void init(Context* context) { rtcInitIntersectContext(context); }

void intersect1(RTCScene scene, RTCRayHit* rayHit) {
    Context context;
    init(&context);
    rtcIntersect1(scene, &context, rayHit);
}

void occluded1(RTCScene scene, RTCRay* ray) {
    Context context;
    init(&context);
    rtcOccluded1(scene, &context, ray);
}

void intersect16(const int32_t* valid, RTCScene scene, bool coherent, RTCRayHit16* rayHits) {
    Context context;
    init(&context);
    if (coherent) context.flags = RTC_INTERSECT_CONTEXT_FLAG_COHERENT;
    rtcIntersect16(valid, scene, &context, rayHits);
}

void occluded16(const int32_t* valid, RTCScene scene, bool coherent, RTCRay16* rays, Context* context, RTCFilterFunctionN filter) {
    if (coherent) context->flags = RTC_INTERSECT_CONTEXT_FLAG_COHERENT;
    context->filter = filter;
    rtcOccluded16(valid, scene, context, rays);
}
#endif

struct Gather {
    Context context;
    const uint32_t* group;
    const uint8_t* which;
    DioramaHit* hits;
    int32_t capacity;
    int32_t* counts;
};

bool has_group(const Gather& gather, uint32_t lane, uint32_t group) {
    const DioramaHit* hits = gather.hits + lane * gather.capacity;
    const int32_t written = gather.counts[lane] < gather.capacity ? gather.counts[lane] : gather.capacity;
    // The latest hits first: triangles of one thing come together.
    for (int32_t k = written - 1; k >= 0; --k) {
        if (gather.group[hits[k].record] == group && !(gather.which[hits[k].record] & DIORAMA_GATHER_EVERY)) return true;
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
        const uint8_t which = gather.which[record];
        if (which & (DIORAMA_GATHER_COUNTERCLOCKWISE | DIORAMA_GATHER_CLOCKWISE)) {
            // Ray and normal are both in the space of the instance.
            const float along = RTCHitN_Ng_x(args->hit, args->N, i) * RTCRayN_dir_x(args->ray, args->N, i)
                              + RTCHitN_Ng_y(args->hit, args->N, i) * RTCRayN_dir_y(args->ray, args->N, i)
                              + RTCHitN_Ng_z(args->hit, args->N, i) * RTCRayN_dir_z(args->ray, args->N, i);
            if ((which & DIORAMA_GATHER_COUNTERCLOCKWISE) ? along > 0 : along < 0) continue;
        }
        if (!(which & DIORAMA_GATHER_EVERY) && has_group(gather, lane, group)) continue;
        const int32_t k = gather.counts[lane]++;
        if (k >= gather.capacity) continue;
        gather.hits[lane * gather.capacity + k] = {record, RTCHitN_primID(args->hit, args->N, i), RTCHitN_u(args->hit, args->N, i),
                                                   RTCHitN_v(args->hit, args->N, i), RTCRayN_tfar(args->ray, args->N, i)};
    }
}

#define DIORAMA_TEXT(x) #x
#define DIORAMA_LIBRARY(major) "libembree" DIORAMA_TEXT(major) ".so." DIORAMA_TEXT(major)

}  // namespace

const char* diorama_trace_library() { return DIORAMA_LIBRARY(RTC_VERSION_MAJOR); }

void diorama_trace_intersect1(void* scene, void* rayHit) { intersect1(static_cast<RTCScene>(scene), static_cast<RTCRayHit*>(rayHit)); }

void diorama_trace_occluded1(void* scene, void* ray) { occluded1(static_cast<RTCScene>(scene), static_cast<RTCRay*>(ray)); }

void diorama_trace_intersect16(void* scene, const int32_t* valid, int32_t coherent, void* rayHits) {
    intersect16(valid, static_cast<RTCScene>(scene), coherent != 0, static_cast<RTCRayHit16*>(rayHits));
}

void diorama_trace_occluded16(void* scene, const int32_t* valid, int32_t coherent, void* rays) {
    Context context;
    init(&context);
    occluded16(valid, static_cast<RTCScene>(scene), coherent != 0, static_cast<RTCRay16*>(rays), &context, nullptr);
}

void diorama_trace_gather16(void* scene, const int32_t* valid, int32_t coherent, void* rays, const uint32_t* group, const uint8_t* which,
                            DioramaHit* hits, int32_t capacity, int32_t* counts) {
    Gather gather;
    init(&gather.context);
    gather.group = group;
    gather.which = which;
    gather.hits = hits;
    gather.capacity = capacity;
    gather.counts = counts;
    auto* packet = static_cast<RTCRay16*>(rays);
    for (int i = 0; i < Lanes; ++i) {
        counts[i] = 0;
        packet->id[i] = unsigned(i);
    }
    occluded16(valid, static_cast<RTCScene>(scene), coherent != 0, packet, &gather.context, note);
}
