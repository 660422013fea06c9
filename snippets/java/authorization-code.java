// Authorization code grant, RFC 6749 §4.1: a person signs in at Bitbucket, in their browser.
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.google.gson.*;
import com.sun.net.httpserver.HttpServer;
import java.net.*;
import java.net.http.*;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.*;
import java.security.*;
import java.time.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.stream.Collectors;

class AuthorizationCode {
    // It follows no redirect: a secret goes to the address that it is for, and to no other.
    static final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    static final Base64.Encoder base64Url = Base64.getUrlEncoder().withoutPadding();

    public static void main(String[] args) {
        try {
            signIn();
        } catch (Exception error) {
            System.err.println(error instanceof Failure ? error.getMessage() : error);
            System.exit(1);
        }
    }

    static void signIn() throws Exception {
        var clientId = env("BITBUCKET_CONSUMER_KEY", null);
        var clientSecret = env("BITBUCKET_CONSUMER_SECRET", null);
        var bitbucket = env("BITBUCKET_URL", "https://bitbucket.org");
        var callbackUrl = env("CALLBACK_URL", "http://localhost:3000/oauth-callback");
        var state = random();
        var verifier = random();
        var answered = listen(URI.create(callbackUrl), state);

        // (A) Send the browser to the authorization endpoint. RFC 6749 §4.1.1, RFC 7636 §4.3
        var challenge = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(UTF_8));
        System.out.println("Open " + bitbucket + "/site/oauth2/authorize?" + form(Map.of(
            "response_type", "code",
            "client_id", clientId,
            "redirect_uri", callbackUrl,
            "scope", env("BITBUCKET_SCOPES", "account repository"),
            "state", state,
            "code_challenge", base64Url.encodeToString(challenge),
            "code_challenge_method", "S256")));

        var answer = answered.get();
        if (answer.containsKey("error"))
            throw new Failure(answer.get("error") + ": " + answer.get("error_description"));

        // (D), (E) Trade the code for tokens. RFC 6749 §4.1.3, RFC 7636 §4.5
        var basic = "Basic " + Base64.getEncoder().encodeToString(
            (encode(clientId) + ":" + encode(clientSecret)).getBytes(UTF_8)); // RFC 6749 §2.3.1
        var token = send(HttpRequest.newBuilder(URI.create(bitbucket + "/site/oauth2/access_token"))
            .header("Authorization", basic)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form(Map.of(
                "grant_type", "authorization_code",
                "code", answer.getOrDefault("code", ""),
                "redirect_uri", callbackUrl,
                "code_verifier", verifier)))));
        store(token);

        var user = callApi("/user", text(token, "access_token"));
        System.out.println("Signed in as " + text(user, "display_name"));
    }

    /** Listens until the browser is back with the answer to this very request. */
    static Future<Map<String, String>> listen(URI callback, String state) throws Exception {
        var answered = new CompletableFuture<Map<String, String>>();
        var server = HttpServer.create(new InetSocketAddress(callback.getHost(), callback.getPort()), 0);
        server.createContext(callback.getPath(), exchange -> {
            // (C) The answer has the code or an error, and the state, which is checked first. RFC 6749 §4.1.2, §10.12
            var answer = query(exchange.getRequestURI());
            boolean isOurs = state.equals(answer.get("state"));
            var message = !isOurs ? "Refused: nobody here asked for this answer (its state is another)."
                : answer.containsKey("error") ? "You are not signed in: access was not granted. You can close this tab."
                : "You are signed in. You can close this tab.";

            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(isOurs ? 200 : 400, 0);
            try (var body = exchange.getResponseBody()) {
                body.write(message.getBytes(UTF_8));
            }
            if (isOurs) answered.complete(answer);
            else System.err.println("An answer with another state was refused. Still waiting.");
        });
        server.start();
        return answered.whenComplete((answer, error) -> new Thread(() -> server.stop(1)).start());
    }

    // (API) Call the API, with the token in the header and nowhere else. RFC 6750 §2.1
    static JsonObject callApi(String path, String accessToken) throws Exception {
        var address = URI.create(env("BITBUCKET_API_URL", "https://api.bitbucket.org") + "/2.0" + path);
        return send(HttpRequest.newBuilder(address).header("Authorization", "Bearer " + accessToken));
    }

    /** Writes a new file and renames it: a crash in between loses nothing. */
    static void store(JsonObject token) throws Exception {
        var stored = new JsonObject();
        stored.addProperty("access_token", text(token, "access_token"));
        stored.addProperty("refresh_token", text(token, "refresh_token"));
        stored.addProperty("expires_at", Instant.now().getEpochSecond() + Long.parseLong(text(token, "expires_in")));
        stored.addProperty("scope", text(token, token.has("scope") ? "scope" : "scopes")); // its name until May 2026
        var path = Path.of(env("TOKEN_FILE", "bitbucket-token.json")).toAbsolutePath();
        var file = Files.createTempFile(path.getParent(), ".bitbucket-token-", ""); // mode 0600
        Files.writeString(file, stored.toString(), StandardOpenOption.SYNC);
        Files.move(file, path, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Sends a request and reads the answer; a refusal fails with the server's own words. */
    static JsonObject send(HttpRequest.Builder request) throws Exception {
        var response = client.sendAsync(request.build(), BodyHandlers.ofString()).get(10, SECONDS);
        boolean isJson = response.headers().firstValue("Content-Type").orElse("").contains("json");
        var answer = isJson ? JsonParser.parseString(response.body()).getAsJsonObject() : new JsonObject();
        if (response.statusCode() == 200 && answer.size() > 0) return answer;
        if (answer.get("error") instanceof JsonObject error) throw new Failure(text(error, "message"));
        if (!answer.has("error")) throw new Failure("The answer is " + response.statusCode() + ", without words.");
        throw new Failure(text(answer, "error") + ": " + text(answer, "error_description"));
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    static Map<String, String> query(URI address) {
        var fields = new HashMap<String, String>();
        for (var field : Objects.requireNonNullElse(address.getRawQuery(), "").split("&")) {
            var pair = field.split("=", 2);
            fields.put(pair[0], pair.length == 2 ? URLDecoder.decode(pair[1], UTF_8) : "");
        }
        return fields;
    }

    static String text(JsonObject object, String name) {
        if (!object.has(name)) throw new Failure("The answer has no " + name + ".");
        return object.get(name).getAsString();
    }

    static String random() {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return base64Url.encodeToString(bytes);
    }

    /** Reads a variable; what has no default must be set. */
    static String env(String name, String otherwise) {
        var value = System.getenv().getOrDefault(name, "");
        if (!value.isEmpty()) return value;
        if (otherwise == null) throw new Failure("Set the environment variable " + name + ".");
        return otherwise;
    }

    /** What a person is told in one line. It has nothing of what was sent. */
    static class Failure extends RuntimeException {
        Failure(String words) { super(words); }
    }
}
