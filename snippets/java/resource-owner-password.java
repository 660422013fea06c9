// Resource owner password credentials grant, RFC 6749 §4.3. History: RFC 9700 §2.4 forbids it.
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.google.gson.*;
import java.net.*;
import java.net.http.*;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.*;
import java.util.stream.Collectors;

class ResourceOwnerPassword {
    // It follows no redirect: a secret goes to the address that it is for, and to no other.
    static final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    public static void main(String[] args) {
        try {
            tradePassword();
        } catch (Exception error) {
            System.err.println(error instanceof Failure ? error.getMessage() : error);
            System.exit(1);
        }
    }

    static void tradePassword() throws Exception {
        var clientId = env("BITBUCKET_CONSUMER_KEY", null);
        var clientSecret = env("BITBUCKET_CONSUMER_SECRET", null);

        // (A) The person gives the client their name and password: what OAuth was made to end. RFC 6749 §4.3.1
        var username = env("BITBUCKET_USERNAME", null);
        var password = env("BITBUCKET_PASSWORD", null);

        // (B), (C) The client passes them on, with its own credentials, and gets a token. RFC 6749 §4.3.2, §4.3.3
        var address = URI.create(env("BITBUCKET_URL", "https://bitbucket.org") + "/site/oauth2/access_token");
        var basic = "Basic " + Base64.getEncoder().encodeToString(
            (encode(clientId) + ":" + encode(clientSecret)).getBytes(UTF_8)); // RFC 6749 §2.3.1
        var token = send(HttpRequest.newBuilder(address)
            .header("Authorization", basic)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form(Map.of(
                "grant_type", "password",
                "username", username,
                "password", password)))));

        var user = callApi("/user", text(token, "access_token"));
        System.out.println("Token for " + text(user, "display_name"));
    }

    // (API) Call the API, with the token in the header and nowhere else. RFC 6750 §2.1
    static JsonObject callApi(String path, String accessToken) throws Exception {
        var address = URI.create(env("BITBUCKET_API_URL", "https://api.bitbucket.org") + "/2.0" + path);
        return send(HttpRequest.newBuilder(address).header("Authorization", "Bearer " + accessToken));
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
