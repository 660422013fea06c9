// Refresh, RFC 6749 §6: renews the stored token when it is nearly over, one process at a time.
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.*;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.google.gson.*;
import java.net.*;
import java.net.http.*;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.file.*;
import java.time.*;
import java.util.*;
import java.util.stream.Collectors;

class Refresh {
    // It follows no redirect: a secret goes to the address that it is for, and to no other.
    static final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    static String clientId, clientSecret;
    // What authorization-code has stored: the file is the same in every language.
    static final Path tokenFile = Path.of(env("TOKEN_FILE", "bitbucket-token.json")).toAbsolutePath();

    public static void main(String[] args) {
        try {
            showToken();
        } catch (Exception error) {
            System.err.println(error instanceof Failure ? error.getMessage() : error);
            System.exit(1);
        }
    }

    static void showToken() throws Exception {
        clientId = env("BITBUCKET_CONSUMER_KEY", null);
        clientSecret = env("BITBUCKET_CONSUMER_SECRET", null);
        var token = goodToken();
        if (!text(token, "access_token").matches("[!-~]+")) throw new Failure("The token is malformed: sign in again.");
        var user = callApi("/user", text(token, "access_token"));
        System.out.println("Token of " + text(user, "display_name") + ", good until " + expiresAt(token));
    }

    static JsonObject goodToken() throws Exception {
        var token = load();
        if (isGood(token)) return token;

        // (Lock) One refreshes, others wait and find a fresh token: each refresh token is good for one use.
        try (var file = FileChannel.open(Path.of(tokenFile + ".lock"), CREATE, WRITE); var lock = file.lock()) {
            token = load();
            if (isGood(token)) return token;
            token = refresh(token);
            store(token); // before its use: the old refresh token is spent
            return token;
        }
    }

    // (Refresh) Trade the refresh token for new tokens; where none comes, the old one stays. RFC 6749 §6
    static JsonObject refresh(JsonObject old) throws Exception {
        var address = URI.create(env("BITBUCKET_URL", "https://bitbucket.org") + "/site/oauth2/access_token");
        var basic = "Basic " + Base64.getEncoder().encodeToString(
            (encode(clientId) + ":" + encode(clientSecret)).getBytes(UTF_8)); // RFC 6749 §2.3.1
        var token = send(HttpRequest.newBuilder(address)
            .header("Authorization", basic)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form(Map.of(
                "grant_type", "refresh_token",
                "refresh_token", text(old, "refresh_token"))))));
        var fresh = old.deepCopy();
        fresh.addProperty("access_token", text(token, "access_token"));
        if (token.has("refresh_token")) fresh.addProperty("refresh_token", text(token, "refresh_token"));
        fresh.addProperty("expires_at", Instant.now().getEpochSecond() + Long.parseLong(text(token, "expires_in")));
        return fresh;
    }

    /** By the clock: a token counts as over a minute before its end. */
    static boolean isGood(JsonObject token) {
        return Instant.now().isBefore(expiresAt(token).minusSeconds(60));
    }

    static Instant expiresAt(JsonObject token) {
        return Instant.ofEpochSecond(Long.parseLong(text(token, "expires_at")));
    }

    // (API) Call the API, with the token in the header and nowhere else. RFC 6750 §2.1
    static JsonObject callApi(String path, String accessToken) throws Exception {
        var address = URI.create(env("BITBUCKET_API_URL", "https://api.bitbucket.org") + "/2.0" + path);
        return send(HttpRequest.newBuilder(address).header("Authorization", "Bearer " + accessToken));
    }

    static JsonObject load() throws Exception {
        try {
            return JsonParser.parseString(Files.readString(tokenFile)).getAsJsonObject();
        } catch (NoSuchFileException error) {
            throw new Failure(tokenFile + " is not there: sign in first (authorization-code).");
        }
    }

    /** Writes a new file and renames it: a crash in between loses nothing. */
    static void store(JsonObject token) throws Exception {
        var file = Files.createTempFile(tokenFile.getParent(), ".bitbucket-token-", ""); // mode 0600
        Files.writeString(file, token.toString(), SYNC);
        Files.move(file, tokenFile, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Sends a request and reads the answer; a refusal fails with the server's own words. */
    static JsonObject send(HttpRequest.Builder request) throws Exception {
        var response = client.sendAsync(request.build(), BodyHandlers.ofString()).get(10, SECONDS);
        boolean isJson = response.headers().firstValue("Content-Type").orElse("").contains("json");
        var answer = isJson ? JsonParser.parseString(response.body()).getAsJsonObject() : new JsonObject();
        if (response.statusCode() == 200 && answer.size() > 0) return answer;
        if (answer.get("error") instanceof JsonObject error) throw new Failure(text(error, "message"));
        if (!answer.has("error")) throw new Failure("The answer is " + response.statusCode() + ", without words.");
        throw new Failure(text(answer, "error") + ": " + text(answer, "error_description")
            + "\nWhere key and secret are right, this refresh token is no longer good: sign in again.");
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    static String text(JsonObject object, String name) {
        if (!object.has(name)) throw new Failure("The answer has no " + name + ".");
        return object.get(name).getAsString();
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
