#if DIORAMA_EMBREE_VERSION == 4
#include <embree4/rtcore_config.h>
#else
#include <embree3/rtcore_config.h>
#endif
#include <LinearMath/btScalar.h>
#include <OpenImageIO/oiioversion.h>
#include <draco/core/draco_version.h>
#include <meshoptimizer.h>
#ifdef DIORAMA_WITH_LIBTORCH
#include <torch/version.h>
#else
#define TORCH_VERSION "none"
#endif

#include <string>

// Which libraries native code was built for, one a line, "Embree 3.13.5"; "libtorch none" where diorama_tensors is left out.
extern "C" __attribute__((visibility("default"))) const char* diorama_versions() {
    static const std::string text =
        "Embree " RTC_VERSION_STRING "\nOpenImageIO " OIIO_VERSION_STRING "\nAssimp " DIORAMA_ASSIMP_VERSION "\nBullet " +
        std::to_string(BT_BULLET_VERSION / 100) + "." + std::to_string(BT_BULLET_VERSION % 100) + "\nDraco " + draco::kDracoVersion +
        "\nmeshoptimizer " + std::to_string(MESHOPTIMIZER_VERSION / 1000) + "." + std::to_string(MESHOPTIMIZER_VERSION % 1000 / 10) +
        "\nlibtorch " TORCH_VERSION;
    return text.c_str();
}
