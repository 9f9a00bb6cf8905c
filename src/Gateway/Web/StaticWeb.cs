using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace PsyCare.Gateway.Web;

/// <summary>The built web client: files as they are, and its page for every address that is not a file and not ours.</summary>
internal static class StaticWeb
{
    private const string Page = "index.html";
    private const string Revalidate = "no-cache";
    private const string Forever = "public, max-age=31536000, immutable";

    private static readonly PathString HashedAssets = "/assets";
    private static readonly PathString[] Ours = ["/api", "/hubs", "/openapi", "/health"];

    public static void UseStaticWeb(this WebApplication app, string webRoot)
    {
        var files = new PhysicalFileProvider(Path.GetFullPath(webRoot));
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,
            ContentTypeProvider = ContentTypes(),
            OnPrepareResponse = c => c.Context.Response.Headers.CacheControl =
                c.Context.Request.Path.StartsWithSegments(HashedAssets) ? Forever : Revalidate,
        });
        app.Use((context, next) => IsPage(context.Request) ? SendPageAsync(context, files) : next(context));
    }

    private static FileExtensionContentTypeProvider ContentTypes()
    {
        var types = new FileExtensionContentTypeProvider();
        types.Mappings[".webmanifest"] = "application/manifest+json";
        types.Mappings[".onnx"] = "application/octet-stream";
        types.Mappings[".tflite"] = "application/octet-stream";
        return types;
    }

    private static bool IsPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !Path.HasExtension(request.Path.Value)
        && !Ours.Any(o => request.Path.StartsWithSegments(o));

    private static async Task SendPageAsync(HttpContext context, PhysicalFileProvider files)
    {
        var page = files.GetFileInfo(Page);
        if (!page.Exists)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = Revalidate;
        if (HttpMethods.IsGet(context.Request.Method))
            await context.Response.SendFileAsync(page, context.RequestAborted);
    }
}
