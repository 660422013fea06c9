<?php
/** Signs a person in at Bitbucket: authorization code with PKCE. RFC 6749 §4.1, RFC 7636 */
declare(strict_types=1);

// A warning ends the program: what is missing is not passed on
set_error_handler(fn ($level, $text) => error_reporting() & $level ? fail($text) : false);

$key = setting('BITBUCKET_CONSUMER_KEY');
$secret = setting('BITBUCKET_CONSUMER_SECRET');
$bitbucketUrl = setting('BITBUCKET_URL', 'https://bitbucket.org');
$apiUrl = setting('BITBUCKET_API_URL', 'https://api.bitbucket.org') . '/2.0';
$callbackUrl = setting('CALLBACK_URL', 'http://localhost:3000/oauth-callback');
$scopes = setting('BITBUCKET_SCOPES', 'account repository');
$tokenFile = setting('TOKEN_FILE', 'bitbucket-token.json');

$callback = parse_url($callbackUrl) + ['port' => 80, 'path' => '/'];
$server = stream_socket_server("tcp://$callback[host]:$callback[port]");

// (A) Send the person to Bitbucket. RFC 6749 §4.1.1, RFC 7636 §4.3
$state = bin2hex(random_bytes(32));
$verifier = bin2hex(random_bytes(32));
$digest = base64_encode(hash('sha256', $verifier, binary: true));
$query = http_build_query([
    'response_type' => 'code',
    'client_id' => $key,
    'redirect_uri' => $callbackUrl,
    'scope' => $scopes,
    'state' => $state,
    'code_challenge' => rtrim(strtr($digest, '+/', '-_'), '='),
    'code_challenge_method' => 'S256',
]);
echo "Open $bitbucketUrl/site/oauth2/authorize?$query\n";

// (C) The browser comes back, with a code or with an error. RFC 6749 §4.1.2
$answer = waitForAnswer($server, $callback['path'], $state);
if (!isset($answer['code'])) {
    fail(wordsOf($answer));
}

// (D), (E) Trade the code for tokens. RFC 6749 §4.1.3, §4.1.4
$token = send("$bitbucketUrl/site/oauth2/access_token", [
    CURLOPT_USERPWD => urlencode($key) . ':' . urlencode($secret), // HTTP Basic
    CURLOPT_POSTFIELDS => http_build_query([
        'grant_type' => 'authorization_code',
        'code' => $answer['code'],
        'redirect_uri' => $callbackUrl,
        'code_verifier' => $verifier,
    ]),
]);
store($tokenFile, $token);

// (API) The token goes into the header, and nowhere else. RFC 6750 §2.1
$user = send("$apiUrl/user", [
    CURLOPT_HTTPHEADER => ["Authorization: Bearer $token[access_token]"],
]);
echo "Signed in as $user[display_name]\n";

function setting(string $name, ?string $default = null): string
{
    return getenv($name) ?: $default ?? fail("$name is not set.");
}

/**
 * A web server for the one answer to our own question.
 *
 * @param resource $server
 */
function waitForAnswer($server, string $path, string $state): array
{
    // (C) The state comes before all else: an answer without it is not ours. RFC 6749 §10.12
    while (true) {
        $browser = stream_socket_accept($server, -1); // as long as it takes
        stream_set_timeout($browser, 2); // it may open a connection and say nothing
        $target = explode(' ', (string) fgets($browser))[1] ?? '';
        while (trim((string) fgets($browser)) !== '');
        parse_str((string) parse_url($target, PHP_URL_QUERY), $answer);
        if (parse_url($target, PHP_URL_PATH) !== $path) {
            say($browser, '404 Not Found', 'There is nothing here.');
        } elseif (($answer['state'] ?? '') !== $state) {
            say($browser, '400 Bad Request', 'This is no answer to us: its state is wrong.');
            fwrite(STDERR, "An answer with a wrong state was refused.\n");
        } else {
            say($browser, '200 OK', 'Bitbucket has answered. You can close this window.');
            return $answer;
        }
    }
}

/** @param resource $browser */
function say($browser, string $status, string $sentence): void
{
    $headers = "Content-Type: text/plain\r\nConnection: close";
    @fwrite($browser, "HTTP/1.1 $status\r\n$headers\r\n\r\n$sentence");
    fclose($browser);
}

/** Writes a new file, of mode 0600, and renames it: there is always a whole one. */
function store(string $tokenFile, array $token): void
{
    $newFile = tempnam(dirname($tokenFile), 'token');
    $file = fopen($newFile, 'w');
    fwrite($file, json_encode([
        'access_token' => $token['access_token'],
        'refresh_token' => $token['refresh_token'] ?? null,
        'expires_at' => time() + ($token['expires_in'] ?? 7200),
        'scope' => $token['scope'] ?? $token['scopes'] ?? null, // "scopes" until May 2026
    ]));
    fsync($file);
    fclose($file);
    rename($newFile, $tokenFile);
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
