#include "tensors_shared.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <c10/core/CPUAllocator.h>
#include <c10/core/InferenceMode.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <c10/core/impl/LocalDispatchKeySet.h>
#include <c10/core/impl/alloc_cpu.h>
#include <dlfcn.h>
#include <malloc.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/saved_variable.h>
#include <torch/csrc/autograd/variable.h>
#include <torch/version.h>

#include <atomic>

// Gradients, functions whose derivative C# writes, and what libtorch keeps for the whole process.
using namespace diorama;
using torch::autograd::variable_list;

// ---- gradients

API int64_t tensors_requires_grad(void* tensor) { return guarded([&] { return int64_t(share(tensor).requires_grad()); }); }
API int64_t tensors_set_requires_grad(void* tensor, int on) { return guarded([&] { share(tensor).set_requires_grad(on != 0); return 0; }); }
API int64_t tensors_is_leaf(void* tensor) { return guarded([&] { return int64_t(share(tensor).is_leaf()); }); }
API int64_t tensors_count_writes(void* tensor) { return guarded([&] { return int64_t(share(tensor)._version()); }); }
API int64_t tensors_grad(void* tensor, void** gradient) { return guarded([&] { Tensor found = share(tensor).grad(); *gradient = give(std::move(found)); return 0; }); }
API int64_t tensors_set_grad(void* tensor, void* gradient) {
  return guarded([&] {
    Tensor target = share(tensor), value = share(gradient);
    if (value.defined()) {
      TORCH_CHECK(value.sizes() == target.sizes(), "a gradient of shape ", value.sizes(), " does not fit a tensor of shape ", target.sizes());
      TORCH_CHECK(value.device() == target.device(), "a gradient on ", value.device(), " does not fit a tensor on ", target.device());
      TORCH_CHECK(value.scalar_type() == target.scalar_type(), "a gradient of ", value.scalar_type(), " does not fit a tensor of ", target.scalar_type());
    }
    target.mutable_grad() = value;
    return 0;
  });
}

// For optimisers: all gradients in one call (null: none), and all forgotten.
API int64_t tensors_grads(void** tensors, int count, void** gradients) {
  return guarded([&] {
    for (int i = 0; i < count; i++) {
      Tensor gradient = share(tensors[i]).grad();
      gradients[i] = give(std::move(gradient));
    }
    return 0;
  });
}
API int64_t tensors_forget_grads(void** tensors, int count) {
  return guarded([&] {
    for (int i = 0; i < count; i++) share(tensors[i]).mutable_grad().reset();
    return 0;
  });
}
// The same tensor for everyone who holds it, with other elements: another device, another type.
API int64_t tensors_set_data(void* tensor, void* data) {
  return guarded([&] { share(tensor).set_data(share(data).detach()); return 0; });
}

namespace {

// A backward pass has the element types of its forward pass: mixed precision, even where it is on, casts nothing anew.
struct AsRecorded { c10::impl::ExcludeDispatchKeyGuard guard{c10::autocast_dispatch_keyset}; };

}  // namespace

API int64_t tensors_backward(void** tensors, void** gradients, int count, int keepGraph, int createGraph) {
  return guarded([&] {
    AsRecorded mode;
    torch::autograd::backward(shareAll(tensors, count), shareAll(gradients, count), keepGraph != 0, createGraph != 0);
    return 0;
  });
}

API int64_t tensors_gradients(void** outputs, void** gradients, int outputCount, void** inputs, int inputCount, int keepGraph, int createGraph, int allowUnused, void** results) {
  return guarded([&] {
    AsRecorded mode;
    variable_list found = torch::autograd::grad(shareAll(outputs, outputCount), shareAll(inputs, inputCount), shareAll(gradients, outputCount), keepGraph != 0, createGraph != 0, allowUnused != 0);
    for (size_t i = 0; i < found.size(); i++) results[i] = give(std::move(found[i]));
    return int64_t(found.size());
  });
}

API int tensors_grad_mode() { return c10::GradMode::is_enabled(); }
API void tensors_set_grad_mode(int on) { c10::GradMode::set_enabled(on != 0); }
API void* tensors_enter_inference() { return new c10::InferenceMode(true); }
API void tensors_leave_inference(void* mode) { delete static_cast<c10::InferenceMode*>(mode); }

namespace {

struct ManagedNode : torch::autograd::Node {
  std::string title;
  ManagedFunction function;
  std::vector<torch::autograd::SavedVariable> saved;
  std::vector<bool> differentiable;  // of the outputs
  bool released = false;

  ManagedNode(const char* title, ManagedFunction function) : title(title), function(function) {}
  ~ManagedNode() override { function.release(function.state); }

  std::string name() const override { return title; }
  void release_variables() override {
    for (auto& variable : saved) variable.reset_data();
    released = true;
  }

  variable_list apply(variable_list&& gradients) override {
    TORCH_CHECK(!released, "the graph of '", title, "' was freed by an earlier backward pass; pass keepGraph to go through it twice");
    variable_list kept;
    for (auto& variable : saved) kept.push_back(variable.unpack(shared_from_this()));
    std::vector<void*> in, lent, out(num_outputs());
    std::vector<uint8_t> needed;
    for (size_t i = 0; i < gradients.size(); i++) {
      if (!gradients[i].defined() && differentiable[i]) gradients[i] = input_metadata(i).zeros_like();
      in.push_back(gradients[i].defined() ? gradients[i].unsafeGetTensorImpl() : nullptr);
    }
    for (auto& tensor : kept) lent.push_back(tensor.defined() ? tensor.unsafeGetTensorImpl() : nullptr);
    for (size_t i = 0; i < out.size(); i++) needed.push_back(task_should_compute_output(i));
    intptr_t error = function.backward(function.state, in.data(), int(in.size()), lent.data(), int(lent.size()), out.data(), needed.data(), int(out.size()));
    variable_list results;
    for (void* handle : out) results.push_back(handle ? Tensor(Pointer::reclaim(static_cast<c10::TensorImpl*>(handle))) : Tensor());
    if (error) throw ManagedError(error);
    return results;
  }
};

}  // namespace

// Makes `outputs`, which C# computed without recording, results of one node whose inputs are `inputs`, and replaces each handle by
// one that the caller owns. What was passed through or is a view stands in another graph already: its data get a new tensor.
API int64_t tensors_record(const char* title, ManagedFunction function, void** inputs, int inputCount, void** outputs, int outputCount, void** saved, int savedCount) {
  std::shared_ptr<ManagedNode> node;
  try {
    node.reset(new ManagedNode(title, function), torch::autograd::deleteNode);
  } catch (...) {
    function.release(function.state);
    lastError = "out of memory";
    return FAILED;
  }
  return guarded([&] {
    torch::autograd::edge_list edges;
    for (const Tensor& input : shareAll(inputs, inputCount)) edges.push_back(torch::autograd::impl::gradient_edge(input));
    node->set_next_edges(std::move(edges));
    variable_list results, kept = shareAll(saved, savedCount);
    for (int i = 0; i < outputCount; i++) {
      Tensor output = share(outputs[i]);
      const bool fresh = !output.requires_grad() && !output.is_view() && std::find(inputs, inputs + inputCount, outputs[i]) == inputs + inputCount;
      if (!fresh) output = output.variable_data();
      node->differentiable.push_back(output.is_floating_point() || output.is_complex());
      if (node->differentiable.back()) torch::autograd::impl::set_gradient_edge(output, {node, node->add_input_metadata(output)});
      else node->add_input_metadata(torch::autograd::Node::undefined_input());
      results.push_back(std::move(output));
    }
    for (const Tensor& tensor : kept) {
      bool isOutput = std::any_of(results.begin(), results.end(), [&](const Tensor& result) { return result.is_same(tensor); });
      node->saved.emplace_back(tensor, isOutput);
    }
    for (int i = 0; i < outputCount; i++) outputs[i] = give(std::move(results[i]));
    return 0;
  });
}

// ---- the machine

namespace {

// The default allocator, counted; malloc_usable_size saves remembering sizes.
struct CountingAllocator : c10::Allocator {
  static std::atomic<int64_t> bytes, peak, blocks;

  static void free(void* block) {
    if (!block) return;
    bytes -= int64_t(malloc_usable_size(block));
    blocks--;
    c10::free_cpu(block);
  }
  c10::DataPtr take(size_t size) const {
    void* block = c10::alloc_cpu(size);
    if (block) {
      int64_t now = bytes += int64_t(malloc_usable_size(block)), highest = peak;
      while (now > highest && !peak.compare_exchange_weak(highest, now)) {}
      blocks++;
    }
    return {block, block, &free, c10::Device(c10::DeviceType::CPU)};
  }
  // libtorch has made these virtual, const or not, from version to version; whichever it knows is overridden.
  c10::DataPtr allocate(size_t size) const { return take(size); }
  c10::DataPtr allocate(size_t size) { return take(size); }
  c10::DeleterFnPtr raw_deleter() const { return &free; }
  void copy_data(void* to, const void* from, size_t size) const { memcpy(to, from, size); }
};
std::atomic<int64_t> CountingAllocator::bytes{0}, CountingAllocator::peak{0}, CountingAllocator::blocks{0};

}  // namespace

API const char* tensors_version() { return TORCH_VERSION; }
API const char* tensors_libtorch() { return DIORAMA_LIBTORCH; }
API int64_t tensors_start() {
  static const int64_t started = guarded([] {
    // A step takes and frees the same large blocks over and over: without this each comes from the system anew, page fault by page fault.
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    c10::SetCPUAllocator(new CountingAllocator, 1);
    return 0;
  });
  return started;
}
API void tensors_memory(Memory* memory, int restartPeak) {
  *memory = {CountingAllocator::bytes, CountingAllocator::peak, CountingAllocator::blocks};
  if (restartPeak) CountingAllocator::peak = memory->bytes;
}
API int64_t tensors_set_threads(int count) { return guarded([&] { at::set_num_threads(count); return 0; }); }
API int64_t tensors_threads() { return guarded([&] { return int64_t(at::get_num_threads()); }); }
API int64_t tensors_seed(uint64_t seed) { return guarded([&] { at::manual_seed(seed); return 0; }); }
API int64_t tensors_devices(int type) {
  return guarded([&] { return c10::impl::hasDeviceGuardImpl(c10::DeviceType(type)) ? int64_t(c10::impl::getDeviceGuardImpl(c10::DeviceType(type))->deviceCount()) : 0; });
}
API int64_t tensors_generator_state(int64_t device, void** state) {
  return guarded([&] {
    at::Generator generator = at::globalContext().defaultGenerator(deviceOf(device));
    std::lock_guard<std::mutex> lock(generator.mutex());
    *state = give(generator.get_state());
    return 0;
  });
}
API int64_t tensors_set_generator_state(int64_t device, void* state) {
  return guarded([&] {
    at::Generator generator = at::globalContext().defaultGenerator(deviceOf(device));
    std::lock_guard<std::mutex> lock(generator.mutex());
    generator.set_state(share(state));
    return 0;
  });
}
// Waits for CUDA's queue; found by name, so that this file needs no CUDA headers.
API void tensors_synchronize() {
  static const auto wait = reinterpret_cast<int (*)()>(dlsym(RTLD_DEFAULT, "cudaDeviceSynchronize"));
  if (wait) wait();
}
