<?php
/** Renews a token, one program at a time, and keeps what came before using it. RFC 6749 §6 */
declare(strict_types=1);

// A warning ends the program: what is missing is not passed on
set_error_handler(fn ($level, $text) => error_reporting() & $level ? fail($text) : false);

$key = setting('BITBUCKET_CONSUMER_KEY');
$secret = setting('BITBUCKET_CONSUMER_SECRET');
$bitbucketUrl = setting('BITBUCKET_URL', 'https://bitbucket.org');
$apiUrl = setting('BITBUCKET_API_URL', 'https://api.bitbucket.org') . '/2.0';
$tokenFile = setting('TOKEN_FILE', 'bitbucket-token.json');

// (Lock) One at a time: whoever had to wait finds what the one before has stored
$token = read($tokenFile);
if (!isGood($token)) {
    $lock = fopen("$tokenFile.lock", 'c');
    flock($lock, LOCK_EX); // a crash unlocks it, too
    $token = read($tokenFile);
    if (!isGood($token)) {
        $token = refresh("$bitbucketUrl/site/oauth2/access_token", $key, $secret, $token);
        store($tokenFile, $token); // before it is used
    }
    flock($lock, LOCK_UN);
}

// (API) The token goes into the header, and nowhere else. RFC 6750 §2.1
[$status, $user] = send("$apiUrl/user", [
    CURLOPT_HTTPHEADER => ["Authorization: Bearer $token[access_token]"],
]);
if ($status !== 200) {
    fail($user['error']['message']);
}
$end = gmdate('c', $token['expires_at']);
echo "Token of $user[display_name], good until $end\n";

// (Refresh) This spends the refresh token: whoever calls it stores what comes. RFC 6749 §6
function refresh(string $url, string $key, string $secret, array $old): array
{
    [$status, $answer] = send($url, [
        CURLOPT_USERPWD => urlencode($key) . ':' . urlencode($secret), // HTTP Basic
        CURLOPT_POSTFIELDS => http_build_query([
            'grant_type' => 'refresh_token',
            'refresh_token' => $old['refresh_token'],
        ]),
    ]);
    if ($status !== 200) {
        $hint = $status === 400 ? 'Sign in again.' : 'Try again later.';
        fail("$answer[error]: " . ($answer['error_description'] ?? '') . ". $hint");
    }
    return [
        'access_token' => $answer['access_token'],
        'refresh_token' => $answer['refresh_token'] ?? $old['refresh_token'],
        'expires_at' => time() + ($answer['expires_in'] ?? 7200),
        'scope' => $answer['scope'] ?? $answer['scopes'] ?? $old['scope'],
    ];
}

function isGood(array $token): bool
{
    return $token['expires_at'] > time() + 60;
}

function read(string $tokenFile): array
{
    $token = json_decode((string) @file_get_contents($tokenFile), associative: true);
    return isset($token['access_token'], $token['expires_at'])
        ? $token
        : fail("There is no token in $tokenFile. Sign in first.");
}

/** Writes a new file, of mode 0600, and renames it: there is always a whole one. */
function store(string $tokenFile, array $token): void
{
    $newFile = tempnam(dirname($tokenFile), 'token');
    $file = fopen($newFile, 'w');
    fwrite($file, json_encode($token));
    fsync($file);
    fclose($file);
    rename($newFile, $tokenFile);
}

function setting(string $name, ?string $default = null): string
{
    return getenv($name) ?: $default ?? fail("$name is not set.");
}

/** The status and the JSON of the answer. Without one the program ends. */
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
    return is_array($answer) ? [$status, $answer] : fail("$url answered $status, and no JSON.");
}

function fail(string $words): never
{
    fwrite(STDERR, "$words\n");
    exit(1);
}
