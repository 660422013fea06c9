// Client credentials grant, RFC 6749 §4.4: the client acts for itself, and no person takes part.
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.google.gson.*;
import java.net.*;
import java.net.http.*;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.*;
import java.util.*;

class ClientCredentials {
    // It follows no redirect: a secret goes to the address that it is for, and to no other.
    static final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    // In memory alone. There is no refresh token: the secret brings another whenever it asks.
    static String accessToken;
    static Instant expiresAt = Instant.EPOCH;

    public static void main(String[] args) {
        try {
            actAsClient();
        } catch (Exception error) {
            System.err.println(error instanceof Failure ? error.getMessage() : error);
            System.exit(1);
        }
    }

    static void actAsClient() throws Exception {
        System.out.println("Acting as " + text(callApi("/user"), "display_name"));
    }

    /** The token at hand, until a minute before its end. */
    static String accessToken() throws Exception {
        if (Instant.now().isBefore(expiresAt.minusSeconds(60))) return accessToken;

        // (A), (B) The client's own credentials bring an access token. RFC 6749 §4.4.2, §4.4.3
        var address = URI.create(env("BITBUCKET_URL", "https://bitbucket.org") + "/site/oauth2/access_token");
        String clientId = env("BITBUCKET_CONSUMER_KEY", null), clientSecret = env("BITBUCKET_CONSUMER_SECRET", null);
        var basic = "Basic " + Base64.getEncoder().encodeToString(
            (encode(clientId) + ":" + encode(clientSecret)).getBytes(UTF_8)); // RFC 6749 §2.3.1
        var token = read(send(HttpRequest.newBuilder(address)
            .header("Authorization", basic)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("grant_type=client_credentials"))));
        accessToken = text(token, "access_token");
        expiresAt = Instant.now().plusSeconds(Long.parseLong(text(token, "expires_in")));

        return accessToken;
    }

    /** Reads from the API. A token can end before its time: then a new one is tried, once. */
    static JsonObject callApi(String path) throws Exception {
        var response = sendWithToken(path);
        if (response.statusCode() == 401) {
            expiresAt = Instant.EPOCH;
            response = sendWithToken(path);
        }
        return read(response);
    }

    // (API) Call the API, with the token in the header and nowhere else. RFC 6750 §2.1
    static HttpResponse<String> sendWithToken(String path) throws Exception {
        var address = URI.create(env("BITBUCKET_API_URL", "https://api.bitbucket.org") + "/2.0" + path);
        return send(HttpRequest.newBuilder(address).header("Authorization", "Bearer " + accessToken()));
    }

    static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.sendAsync(request.build(), BodyHandlers.ofString()).get(10, SECONDS);
    }

    /** Reads an answer; a refusal fails with the server's own words. */
    static JsonObject read(HttpResponse<String> response) {
        boolean isJson = response.headers().firstValue("Content-Type").orElse("").contains("json");
        var answer = isJson ? JsonParser.parseString(response.body()).getAsJsonObject() : new JsonObject();
        if (response.statusCode() == 200 && answer.size() > 0) return answer;
        if (answer.get("error") instanceof JsonObject error) throw new Failure(text(error, "message"));
        if (!answer.has("error")) throw new Failure("The answer is " + response.statusCode() + ", without words.");
        throw new Failure(text(answer, "error") + ": " + text(answer, "error_description"));
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
