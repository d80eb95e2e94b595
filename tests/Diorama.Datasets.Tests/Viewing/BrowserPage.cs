using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Diorama.Datasets.Tests.Viewing;

/// <summary>
/// A page in headless Chromium that is clicked and asked through the DevTools protocol (chromedevtools.github.io/devtools-protocol), as a
/// person's mouse would.
/// </summary>
internal sealed class BrowserPage : IAsyncDisposable {
    private readonly Process process;
    private readonly ClientWebSocket socket = new();
    private int number;

    private BrowserPage(Process process) => this.process = process;

    public static async Task<BrowserPage> Open(string profile, string address) {
        Directory.CreateDirectory(profile);
        Process process = Process.Start(new ProcessStartInfo("chromium", [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync",
            "--remote-debugging-port=0", "--window-size=1500,1000", $"--user-data-dir={profile}", address]) { RedirectStandardOutput = true,
                RedirectStandardError = true })!;
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        var page = new BrowserPage(process);
        // The browser writes the port that it has chosen into its profile.
        string portFile = Path.Combine(profile, "DevToolsActivePort");
        string[] lines = [];
        while (lines.Length < 2) {
            Assert.False(process.HasExited, "the browser ended before it could be asked");
            await Task.Delay(50);
            if (File.Exists(portFile)) lines = await File.ReadAllLinesAsync(portFile);
        }
        using var http = new HttpClient();
        string? target = null;
        while (target is null) {
            JsonNode list = JsonNode.Parse(await http.GetStringAsync($"http://127.0.0.1:{lines[0]}/json/list"))!;
            target = list.AsArray().Where(t => (string?)t!["type"] == "page" && (string?)t["url"] == address)
                .Select(t => (string?)t!["webSocketDebuggerUrl"]).FirstOrDefault();
        }
        await page.socket.ConnectAsync(new(target), CancellationToken.None);
        // Until it goes to its address, a tab shows a blank page that is complete.
        await page.Until("location.protocol === 'file:' && document.readyState === 'complete'");
        return page;
    }

    /// <summary>What an expression in the page gives.</summary>
    public async Task<JsonNode?> Ask(string expression) {
        JsonNode answer = await Send("Runtime.evaluate",
            new() { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true });
        Assert.True(answer["exceptionDetails"] is null, answer.ToJsonString());
        return answer["result"]!["value"];
    }

    public async Task Until(string condition) {
        while ((bool?)await Ask(condition) != true) await Task.Delay(20);
    }

    /// <summary>Moves the mouse to the middle of what an expression finds, presses and lets go.</summary>
    public async Task Click(string element) {
        JsonNode at = (await Ask($"(() => {{ const e = {element}; e.scrollIntoView({{block: 'nearest'}}); const r = "
            + $"e.getBoundingClientRect(); return [r.left + r.width / 2, r.top + r.height / 2]; }})()"))!;
        foreach (string type in new[] { "mouseMoved", "mousePressed", "mouseReleased" }) {
            await Send("Input.dispatchMouseEvent", new() { ["type"] = type, ["x"] = (double)at[0]!, ["y"] = (double)at[1]!,
                ["button"] = type == "mouseMoved" ? "none" : "left", ["clickCount"] = type == "mouseMoved" ? 0 : 1 });
        }
    }

    /// <summary>Types into what has the focus.</summary>
    public Task Type(string text) => Send("Input.insertText", new() { ["text"] = text });

    /// <summary>Writes what the window shows, once the pictures in it were drawn.</summary>
    public async Task Screenshot(string path) {
        await Until("cards.some(c => c.seen) && [...decoded.values()].every(i => i.complete)");
        // What a picture's arrival draws is on the screen two frames later.
        await Ask("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))");
        JsonNode shot = await Send("Page.captureScreenshot", new() { ["format"] = "png" });
        await File.WriteAllBytesAsync(path, Convert.FromBase64String((string)shot["data"]!));
    }

    private async Task<JsonNode> Send(string method, JsonObject parameters) {
        int id = ++number;
        await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["id"] = id, ["method"] = method,
            ["params"] = parameters }), WebSocketMessageType.Text, true, CancellationToken.None);
        while (true) {
            using var message = new MemoryStream();
            byte[] buffer = new byte[1 << 16];
            WebSocketReceiveResult part;
            do {
                part = await socket.ReceiveAsync(buffer, CancellationToken.None);
                message.Write(buffer, 0, part.Count);
            } while (!part.EndOfMessage);
            JsonNode answer = JsonNode.Parse(message.ToArray())!;
            if ((int?)answer["id"] != id) continue;
            Assert.True(answer["error"] is null, $"{method}: {answer.ToJsonString()}");
            return answer["result"]!;
        }
    }

    public async ValueTask DisposeAsync() {
        socket.Dispose();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
