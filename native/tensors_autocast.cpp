#include "tensors_shared.h"

#include <ATen/autocast_mode.h>
#include <torch/version.h>

// Mixed precision: on which kind of device products are computed in 16 bits, on this thread.
namespace {

using c10::DeviceType;
namespace autocast = at::autocast;

// Since 2.4 the kind of device is an argument; before, each kind has functions of its own, which are deprecated now.
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
bool isOn(DeviceType type) { return autocast::is_autocast_enabled(type); }
void setOn(DeviceType type, bool on) { autocast::set_autocast_enabled(type, on); }
at::ScalarType elements(DeviceType type) { return autocast::get_autocast_dtype(type); }
void setElements(DeviceType type, at::ScalarType elements) { autocast::set_autocast_dtype(type, elements); }
#else
bool isOn(DeviceType type) { return type == DeviceType::CUDA ? autocast::is_enabled() : autocast::is_cpu_enabled(); }
void setOn(DeviceType type, bool on) { type == DeviceType::CUDA ? autocast::set_enabled(on) : autocast::set_cpu_enabled(on); }
at::ScalarType elements(DeviceType type) { return type == DeviceType::CUDA ? autocast::get_autocast_gpu_dtype() : autocast::get_autocast_cpu_dtype(); }
void setElements(DeviceType type, at::ScalarType elements) {
  type == DeviceType::CUDA ? autocast::set_autocast_gpu_dtype(elements) : autocast::set_autocast_cpu_dtype(elements);
}
#endif

}  // namespace

// `type`: processor or CUDA. Entering returns what leaving has to bring back.
API int tensors_autocast(int type) { return isOn(DeviceType(type)); }
API int64_t tensors_enter_autocast(int type, int on) {
  const DeviceType device = DeviceType(type);
  const int64_t before = int64_t(elements(device)) * 2 + isOn(device);
  setOn(device, on != 0);
  setElements(device, at::kBFloat16);
  autocast::increment_nesting();
  return before;
}
API void tensors_leave_autocast(int type, int64_t before) {
  if (autocast::decrement_nesting() == 0) autocast::clear_cache();
  setOn(DeviceType(type), before & 1);
  setElements(DeviceType(type), at::ScalarType(before >> 1));
}
API void tensors_forget_casts() { autocast::clear_cache(); }
