// What the parts of the tensor library share: how C++ exceptions end here, and whose a handle is.
#pragma once
#include "tensors.h"

#include <ATen/core/Tensor.h>

#include <vector>

#define API extern "C" __attribute__((visibility("default")))

namespace diorama {

using at::Tensor;

// What C# code called from here threw; `handle` belongs to C#.
struct ManagedError : std::runtime_error {
  intptr_t handle;
  explicit ManagedError(intptr_t handle) : std::runtime_error("a function written in C# threw an exception"), handle(handle) {}
};

extern thread_local std::string lastError;
extern thread_local intptr_t lastManagedError;

// Runs `body`, which returns a number >= 0; no C++ exception leaves this library. `where` says which call it was.
template <class Body, class Where> int64_t guardedAt(Where where, Body body) noexcept {
  try {
    try {
      return body();
    } catch (const ManagedError& error) {
      lastManagedError = error.handle;
      lastError = where() + error.what();
      return THREW;
    } catch (const c10::Error& error) {
      lastError = where() + error.what_without_backtrace();
    } catch (const std::exception& error) {
      lastError = where() + error.what();
    } catch (...) {
      lastError = where() + "an unknown C++ exception";
    }
  } catch (...) {
    lastError.clear();  // out of memory while describing an error
  }
  return FAILED;
}

template <class Body> int64_t guarded(Body body) noexcept {
  return guardedAt([] { return std::string(); }, body);
}

using Pointer = c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>;

// A second reference to the tensor of a handle; null is the undefined tensor.
inline Tensor share(void* handle) { return handle ? Tensor(Pointer::reclaim_copy(static_cast<c10::TensorImpl*>(handle))) : Tensor(); }

// A handle that the caller owns.
inline void* give(Tensor&& tensor) { return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr; }

inline std::vector<Tensor> shareAll(void* const* handles, int count) {
  std::vector<Tensor> tensors;
  tensors.reserve(count);
  for (int i = 0; i < count; i++) tensors.push_back(share(handles[i]));
  return tensors;
}

inline c10::Device deviceOf(int64_t code) { return c10::Device(c10::DeviceType(code >> 8), c10::DeviceIndex((code & 255) - 1)); }
inline int64_t codeOf(c10::Device device) { return int64_t(device.type()) * 256 + (device.index() + 1); }

}  // namespace diorama
