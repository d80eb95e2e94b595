#include "physics.h"

#include <btBulletDynamicsCommon.h>

#include <LinearMath/btConvexHullComputer.h>
#include <memory>
#include <vector>

namespace {

btTransform transform_of(const double* pose) {
    return btTransform(btQuaternion(pose[3], pose[4], pose[5], pose[6]), btVector3(pose[0], pose[1], pose[2]));
}

struct Body {
    std::vector<std::unique_ptr<btConvexHullShape>> parts;
    btCompoundShape shape;
    std::unique_ptr<btRigidBody> body;
    btTransform principal;  // body's frame from principal axes of inertia
    bool removed = false;
};

// Bullet's profiler notes times in tables that threads share; nobody reads them.
void enter_nothing(const char*) {}
void leave_nothing() {}

}  // namespace

int32_t diorama_hull(const float* points, int32_t count, int32_t* on_hull, int32_t* on_hull_count, int32_t* triangles,
                     int32_t* triangle_count) {
    if (count < 4) return 0;
    btConvexHullComputer hull;
    hull.compute(points, int(3 * sizeof(float)), count, 0, 0);
    const int vertices = hull.vertices.size();
    *on_hull_count = vertices;
    *triangle_count = 0;
    if (vertices < 4 || hull.faces.size() < 4) return 0;
    for (int i = 0; i < vertices; ++i) on_hull[i] = hull.original_vertex_index[i];
    for (int f = 0; f < hull.faces.size(); ++f) {
        const btConvexHullComputer::Edge* first = &hull.edges[hull.faces[f]];
        const int corner = first->getSourceVertex();
        for (const auto* edge = first->getNextEdgeOfFace(); edge->getTargetVertex() != corner; edge = edge->getNextEdgeOfFace()) {
            if (*triangle_count >= 2 * count - 4) return 0;
            int32_t* triangle = triangles + 3 * (*triangle_count)++;
            triangle[0] = corner;
            triangle[1] = edge->getSourceVertex();
            triangle[2] = edge->getTargetVertex();
        }
    }
    return 1;
}

struct diorama_physics {
    btDefaultCollisionConfiguration configuration;
    btCollisionDispatcher dispatcher{&configuration};
    btDbvtBroadphase broadphase;
    btSequentialImpulseConstraintSolver solver;
    btDiscreteDynamicsWorld world{&dispatcher, &broadphase, &solver, &configuration};
    std::vector<std::unique_ptr<Body>> bodies;

    ~diorama_physics() {
        for (auto& b : bodies) {
            if (!b->removed) world.removeRigidBody(b->body.get());
        }
    }
};

diorama_physics* diorama_physics_create(double gravity) {
    static const bool quiet = [] {
        btSetCustomEnterProfileZoneFunc(enter_nothing);
        btSetCustomLeaveProfileZoneFunc(leave_nothing);
        return true;
    }();
    (void)quiet;
    auto* physics = new diorama_physics;
    physics->world.setGravity(btVector3(0, 0, -gravity));
    physics->world.getDispatchInfo().m_deterministicOverlappingPairs = true;
    auto& info = physics->world.getSolverInfo();
    info.m_numIterations = 30;
    // Overlap is undone by moving, not by speed: nothing jumps.
    info.m_splitImpulse = 1;
    info.m_splitImpulsePenetrationThreshold = 0;
    info.m_solverMode |= SOLVER_USE_2_FRICTION_DIRECTIONS;
    info.m_solverMode &= ~SOLVER_RANDMIZE_ORDER;
    return physics;
}

void diorama_physics_destroy(diorama_physics* world) { delete world; }

int32_t diorama_physics_add(diorama_physics* physics, const diorama_body* given, const float* points, const int32_t* part_points,
                            int32_t part_count, double margin) {
    auto made = std::make_unique<Body>();
    made->principal.setIdentity();
    btVector3 inertia(0, 0, 0);
    if (given->mass > 0) {
        const double* m = given->inertia;
        btMatrix3x3 tensor(m[0], m[3], m[5], m[3], m[1], m[4], m[5], m[4], m[2]);
        btMatrix3x3 axes;
        tensor.diagonalize(axes, 1e-12, 50);
        inertia = btVector3(tensor[0][0], tensor[1][1], tensor[2][2]);
        made->principal = btTransform(axes, btVector3(given->centre[0], given->centre[1], given->centre[2]));
    }
    const btTransform part_frame = made->principal.inverse();
    made->shape.setMargin(margin);
    for (int32_t p = 0; p < part_count; ++p) {
        auto part = std::make_unique<btConvexHullShape>();
        for (int32_t i = 0; i < part_points[p]; ++i, points += 3) part->addPoint(btVector3(points[0], points[1], points[2]), false);
        part->setMargin(margin);
        part->recalcLocalAabb();
        part->initializePolyhedralFeatures();
        made->shape.addChildShape(part_frame, part.get());
        made->parts.push_back(std::move(part));
    }
    btRigidBody::btRigidBodyConstructionInfo info(given->mass, nullptr, &made->shape, inertia);
    info.m_friction = given->friction;
    info.m_rollingFriction = given->rolling_friction;
    info.m_spinningFriction = given->rolling_friction;
    info.m_restitution = given->restitution;
    info.m_startWorldTransform = transform_of(given->pose) * made->principal;
    made->body = std::make_unique<btRigidBody>(info);
    // Whoever steps decides what rests; a body that Bullet puts to sleep could hang in the air.
    made->body->setActivationState(DISABLE_DEACTIVATION);
    physics->world.addRigidBody(made->body.get());
    physics->bodies.push_back(std::move(made));
    return int32_t(physics->bodies.size()) - 1;
}

void diorama_physics_remove(diorama_physics* physics, int32_t body) {
    Body& b = *physics->bodies[size_t(body)];
    if (b.removed) return;
    physics->world.removeRigidBody(b.body.get());
    b.removed = true;
}

void diorama_physics_step(diorama_physics* physics, int32_t steps, double seconds_per_step, double damping, double speed_limit,
                          double turn_limit) {
    for (auto& b : physics->bodies) b->body->setDamping(damping, damping);
    for (int32_t i = 0; i < steps; ++i) {
        physics->world.stepSimulation(seconds_per_step, 0, seconds_per_step);
        for (auto& b : physics->bodies) {
            const btVector3 v = b->body->getLinearVelocity(), w = b->body->getAngularVelocity();
            if (v.length() > speed_limit) b->body->setLinearVelocity(v * (speed_limit / v.length()));
            if (w.length() > turn_limit) b->body->setAngularVelocity(w * (turn_limit / w.length()));
        }
    }
}

void diorama_physics_read(const diorama_physics* physics, double* poses, double* speeds) {
    for (const auto& b : physics->bodies) {
        const btTransform pose = b->body->getWorldTransform() * b->principal.inverse();
        const btVector3 origin = pose.getOrigin();
        const btQuaternion rotation = pose.getRotation();
        const double numbers[7] = {origin.x(), origin.y(), origin.z(), rotation.x(), rotation.y(), rotation.z(), rotation.w()};
        for (double number : numbers) *poses++ = number;
        *speeds++ = b->body->getLinearVelocity().length();
        *speeds++ = b->body->getAngularVelocity().length();
    }
}
