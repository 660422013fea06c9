<?php
/** Reads a list, page by page: the repositories of a workspace. */
declare(strict_types=1);

// A warning ends the program: what is missing is not passed on
set_error_handler(fn ($level, $text) => error_reporting() & $level ? fail($text) : false);

$apiUrl = (getenv('BITBUCKET_API_URL') ?: 'https://api.bitbucket.org') . '/2.0';
$tokenFile = getenv('TOKEN_FILE') ?: 'bitbucket-token.json';
$token = json_decode((string) @file_get_contents($tokenFile), associative: true)['access_token']
    ?? fail("There is no token in $tokenFile. Sign in first.");
$workspace = getenv('WORKSPACE')
    ?: get("$apiUrl/user/workspaces", $token)['values'][0]['workspace']['slug']
    ?? fail('This account is in no workspace.');

$url = "$apiUrl/repositories/" . rawurlencode($workspace) . '?pagelen=100';
while ($url !== null) {
    $page = get($url, $token);
    foreach ($page['values'] as $repository) {
        echo "$repository[full_name]\n";
    }
    // (Next) The server names the next page. The token goes to the API's own origin only
    $url = $page['next'] ?? null;
    if ($url !== null && originOf($url) !== originOf($apiUrl)) {
        fail('The next page is on ' . originOf($url) . ': no token goes there.');
    }
}

// (API) The token goes into the header, and nowhere else. RFC 6750 §2.1
function get(string $url, string $token, bool $mayWait = true): array
{
    $curl = curl_init($url);
    curl_setopt_array($curl, [
        CURLOPT_HTTPHEADER => ["Authorization: Bearer $token"],
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_TIMEOUT => 10,
        CURLOPT_FOLLOWLOCATION => false, // no redirect takes the token along
    ]);
    $body = curl_exec($curl);
    if ($body === false) {
        fail("No answer from $url: " . curl_error($curl));
    }
    $status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
    $wait = curl_getinfo($curl, CURLINFO_RETRY_AFTER);
    if (in_array($status, [429, 503], true) && $mayWait && $wait > 0 && $wait <= 60) {
        sleep($wait);
        return get($url, $token, mayWait: false);
    }
    $answer = json_decode($body, associative: true);
    if (!is_array($answer)) {
        fail("$url answered $status, and no JSON.");
    }
    $hint = $status === 401 ? ' Run refresh.php.' : '';
    return $status === 200 ? $answer : fail($answer['error']['message'] . $hint);
}

function originOf(string $url): string
{
    $parts = (parse_url($url) ?: []) + ['scheme' => '', 'host' => '', 'port' => ''];
    return "$parts[scheme]://$parts[host]:$parts[port]";
}

function fail(string $words): never
{
    fwrite(STDERR, "$words\n");
    exit(1);
}
