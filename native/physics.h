// The part of the flat C ABI that physics.cpp implements: convex hulls and rigid bodies through Bullet, in double precision.
// Metres, seconds, kilograms. A pose is seven numbers: position x, y, z and rotation x, y, z, w. One thread per world at a time;
// the same calls give the same bits.
#pragma once
#include "diorama.h"

// Convex hull of `count` points (x, y, z). Writes the indices of the points on the hull (room for `count`) and its triangles
// (indices into those, counter-clockwise from outside; room for 3 * (2 * count - 4)). Returns 0 when the points lie in a plane.
DIORAMA_API int32_t diorama_hull(const float* points, int32_t count, int32_t* on_hull, int32_t* on_hull_count, int32_t* triangles,
                                 int32_t* triangle_count);

struct diorama_physics;

// An empty world with gravity along -Z.
DIORAMA_API diorama_physics* diorama_physics_create(double gravity);
DIORAMA_API void diorama_physics_destroy(diorama_physics* world);

struct diorama_body {
    double mass;        // 0 stays where it is
    double centre[3];   // of mass, in the body's frame
    double inertia[6];  // about the centre along the body's axes: xx, yy, zz, xy, yz, zx
    double friction, rolling_friction, restitution;
    double pose[7];     // world from body
};

// Adds a body made of convex parts: `points` (x, y, z in the body's frame) are those of all parts in turn, `part_points` says how
// many each has. Returns its number, counted from 0.
DIORAMA_API int32_t diorama_physics_add(diorama_physics* world, const diorama_body* body, const float* points, const int32_t* part_points,
                                        int32_t part_count, double margin);
// Takes a body out of the simulation; its number stays taken.
DIORAMA_API void diorama_physics_remove(diorama_physics* world, int32_t body);
// `damping` is the share of speed that is lost per second, linear and angular; no body becomes faster than the limits (m/s, rad/s).
DIORAMA_API void diorama_physics_step(diorama_physics* world, int32_t steps, double seconds_per_step, double damping,
                                      double speed_limit, double turn_limit);
// Poses (7 per body) and speeds (linear of the centre of mass in m/s, angular in rad/s) of all bodies, in the order of their numbers.
DIORAMA_API void diorama_physics_read(const diorama_physics* world, double* poses, double* speeds);
