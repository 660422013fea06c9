// Reads a list of the API page by page, with the token that authorization-code has stored.
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.google.gson.*;
import java.net.*;
import java.net.http.*;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.*;
import java.time.Duration;
import java.util.*;

class ListRepositories {
    static final long LONGEST_WAIT_SECONDS = 60;
    static final String api = env("BITBUCKET_API_URL", "https://api.bitbucket.org") + "/2.0";
    // It follows no redirect: the token goes to the API, and nowhere else.
    static final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    public static void main(String[] args) {
        try {
            listRepositories();
        } catch (Exception error) {
            System.err.println(error instanceof Failure ? error.getMessage() : error);
            System.exit(1);
        }
    }

    static void listRepositories() throws Exception {
        var token = load();
        if (!token.matches("[!-~]+")) throw new Failure("The token is malformed: sign in again.");
        var workspace = env("WORKSPACE", "");
        if (workspace.isEmpty()) workspace = firstWorkspace(token);

        // (Next) Follow the links to the next page until there is none: they are never built.
        var address = api + "/repositories/" + URLEncoder.encode(workspace, UTF_8);
        while (address != null) {
            var page = get(token, address);
            for (var repository : page.getAsJsonArray("values"))
                System.out.println(text(repository.getAsJsonObject(), "full_name"));
            address = page.has("next") ? text(page, "next") : null;
        }
    }

    static String firstWorkspace(String token) throws Exception {
        var values = get(token, api + "/user/workspaces").getAsJsonArray("values");
        if (values.isEmpty()) throw new Failure("This token sees no workspace.");
        return text(values.get(0).getAsJsonObject().getAsJsonObject("workspace"), "slug");
    }

    static JsonObject get(String token, String address) throws Exception {
        URI there = URI.create(address), here = URI.create(api);
        if (!there.getScheme().equals(here.getScheme()) || !there.getAuthority().equals(here.getAuthority()))
            throw new Failure("The next page is not at the API: the token is not sent there.");
        var response = send(token, there);
        var wait = retryAfter(response);
        if (wait.isPresent()) {
            Thread.sleep(Duration.ofSeconds(wait.getAsLong()).toMillis());
            response = send(token, there);
        }
        return read(response);
    }

    // (API) Call the API, with the token in the header and nowhere else. RFC 6750 §2.1
    static HttpResponse<String> send(String token, URI address) throws Exception {
        var request = HttpRequest.newBuilder(address)
            .header("Authorization", "Bearer " + token)
            .build();
        return client.sendAsync(request, BodyHandlers.ofString()).get(10, SECONDS);
    }

    /** How long a busy server asks to wait, where that is not too long. */
    static OptionalLong retryAfter(HttpResponse<String> response) {
        boolean isBusy = response.statusCode() == 429 || response.statusCode() == 503;
        var seconds = response.headers().firstValue("Retry-After").filter(text -> text.matches("\\d{1,4}"));
        return seconds.stream().mapToLong(Long::parseLong)
            .filter(wait -> isBusy && wait <= LONGEST_WAIT_SECONDS)
            .findFirst();
    }

    /** Reads an answer; a refusal fails with the server's own words. */
    static JsonObject read(HttpResponse<String> response) {
        boolean isJson = response.headers().firstValue("Content-Type").orElse("").contains("json");
        var answer = isJson ? JsonParser.parseString(response.body()).getAsJsonObject() : new JsonObject();
        if (response.statusCode() == 200 && answer.size() > 0) return answer;
        var words = answer.get("error") instanceof JsonObject error ? text(error, "message")
            : "The answer is " + response.statusCode() + ", without words.";
        throw new Failure(words + (response.statusCode() == 401 ? "\nRun refresh." : ""));
    }

    static String load() throws Exception {
        var path = Path.of(env("TOKEN_FILE", "bitbucket-token.json"));
        try {
            return text(JsonParser.parseString(Files.readString(path)).getAsJsonObject(), "access_token");
        } catch (NoSuchFileException error) {
            throw new Failure(path + " is not there: sign in first (authorization-code).");
        }
    }

    static String text(JsonObject object, String name) {
        if (!object.has(name)) throw new Failure("The answer has no " + name + ".");
        return object.get(name).getAsString();
    }

    static String env(String name, String otherwise) {
        var value = System.getenv().getOrDefault(name, "");
        return value.isEmpty() ? otherwise : value;
    }

    /** What a person is told in one line. It has nothing of what was sent. */
    static class Failure extends RuntimeException {
        Failure(String words) { super(words); }
    }
}
