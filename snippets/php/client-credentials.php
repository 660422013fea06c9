<?php
/** Acts as the client itself, with nobody signed in: client credentials. RFC 6749 §4.4 */
declare(strict_types=1);

// A warning ends the program: what is missing is not passed on
set_error_handler(fn ($level, $text) => error_reporting() & $level ? fail($text) : false);

$key = setting('BITBUCKET_CONSUMER_KEY');
$secret = setting('BITBUCKET_CONSUMER_SECRET');
$bitbucketUrl = setting('BITBUCKET_URL', 'https://bitbucket.org');
$apiUrl = setting('BITBUCKET_API_URL', 'https://api.bitbucket.org') . '/2.0';

$client = new Client($key, $secret, "$bitbucketUrl/site/oauth2/access_token");
$user = $client->get("$apiUrl/user");
echo "Acting as $user[display_name]\n";

/** Holds a token in memory, and knows when it ends. There is no refresh token here. */
class Client
{
    private string $token = '';
    private int $expiresAt = 0;

    public function __construct(
        private string $key,
        private string $secret,
        private string $tokenUrl,
    ) {
    }

    // (A), (B) The client shows who it is, and gets a token. RFC 6749 §4.4.2, §4.4.3
    private function renew(): void
    {
        [$status, $answer] = send($this->tokenUrl, [
            CURLOPT_USERPWD => urlencode($this->key) . ':' . urlencode($this->secret), // HTTP Basic
            CURLOPT_POSTFIELDS => http_build_query(['grant_type' => 'client_credentials']),
        ]);
        if ($status !== 200) {
            fail("$answer[error]: " . ($answer['error_description'] ?? ''));
        }
        $this->token = $answer['access_token'];
        $this->expiresAt = time() + ($answer['expires_in'] ?? 7200);
    }

    // (API) A token that is about to end is not sent. One that ended before its time: once more
    public function get(string $url): array
    {
        if (time() > $this->expiresAt - 60) {
            $this->renew();
        }
        [$status, $answer] = $this->call($url);
        if ($status === 401) {
            $this->renew();
            [$status, $answer] = $this->call($url);
        }
        return $status === 200 ? $answer : fail($answer['error']['message']);
    }

    private function call(string $url): array
    {
        return send($url, [CURLOPT_HTTPHEADER => ["Authorization: Bearer $this->token"]]);
    }
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
