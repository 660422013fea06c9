<?php
/** History: trades a password for a token. Gone from bitbucket.org. RFC 6749 §4.3 */
declare(strict_types=1);

// A warning ends the program: what is missing is not passed on
set_error_handler(fn ($level, $text) => error_reporting() & $level ? fail($text) : false);

$key = setting('BITBUCKET_CONSUMER_KEY');
$secret = setting('BITBUCKET_CONSUMER_SECRET');
$bitbucketUrl = setting('BITBUCKET_URL', 'https://bitbucket.org');
$apiUrl = setting('BITBUCKET_API_URL', 'https://api.bitbucket.org') . '/2.0';

// (A) The person hands over the password: the very thing that OAuth was made to end
$username = setting('BITBUCKET_USERNAME');
$password = setting('BITBUCKET_PASSWORD');

// (B), (C) It is sent once, and kept nowhere. RFC 6749 §4.3.2, §4.3.3
$token = send("$bitbucketUrl/site/oauth2/access_token", [
    CURLOPT_USERPWD => urlencode($key) . ':' . urlencode($secret), // HTTP Basic
    CURLOPT_POSTFIELDS => http_build_query([
        'grant_type' => 'password',
        'username' => $username,
        'password' => $password,
    ]),
]);

// (API) The token goes into the header, and nowhere else. RFC 6750 §2.1
$user = send("$apiUrl/user", [
    CURLOPT_HTTPHEADER => ["Authorization: Bearer $token[access_token]"],
]);
echo "Token for $user[display_name]\n";

function setting(string $name, ?string $default = null): string
{
    return getenv($name) ?: $default ?? fail("$name is not set.");
}

/** The JSON of the answer. A refusal ends the program, with the server's words. */
function send(string $url, array $options): array
{
    $curl = curl_init($url);
    curl_setopt_array($curl, $options + [
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_TIMEOUT => 10,
        CURLOPT_FOLLOWLOCATION => false, // no redirect takes the credentials along
    ]);
    $body = curl_exec($curl);
    if ($body === false) {
        fail("No answer from $url: " . curl_error($curl));
    }
    $status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
    $answer = json_decode($body, associative: true);
    if (!is_array($answer)) {
        fail("$url answered $status, and no JSON.");
    }
    return $status === 200 ? $answer : fail(wordsOf($answer));
}

/** RFC 6749 §5.2: {"error", "error_description"}. Of the API: {"error": {"message"}}. */
function wordsOf(array $refusal): string
{
    $error = $refusal['error'];
    $description = $refusal['error_description'] ?? '';
    return is_array($error) ? $error['message'] : "$error: $description";
}

function fail(string $words): never
{
    fwrite(STDERR, "$words\n");
    exit(1);
}
