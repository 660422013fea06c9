// Refresh, RFC 6749 §6: renews the stored token when it is nearly over, one process at a time.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"golang.org/x/oauth2"
)

// What authorization-code has stored: the file is the same in every language.
type stored struct {
	AccessToken  string `json:"access_token"`
	RefreshToken string `json:"refresh_token"`
	ExpiresAt    int64  `json:"expires_at"`
	Scope        string `json:"scope"`
}

// No redirect is followed: a secret goes to the address that it is for, and to no other.
var client = &http.Client{
	Timeout:       10 * time.Second,
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

var (
	config = &oauth2.Config{
		ClientID:     env("BITBUCKET_CONSUMER_KEY", ""),
		ClientSecret: env("BITBUCKET_CONSUMER_SECRET", ""),
		Endpoint: oauth2.Endpoint{
			TokenURL:  env("BITBUCKET_URL", "https://bitbucket.org") + "/site/oauth2/access_token",
			AuthStyle: oauth2.AuthStyleInHeader, // HTTP Basic, RFC 6749 §2.3.1
		},
	}
	tokenFile = env("TOKEN_FILE", "bitbucket-token.json")
)

func main() {
	token := goodToken()
	until := time.Unix(token.ExpiresAt, 0).UTC().Format(time.RFC3339)
	fmt.Printf("Token of %s, good until %s\n", displayName(token), until)
}

func goodToken() stored {
	if token := load(); token.isGood() {
		return token
	}

	// (Lock) One refreshes, others wait and find a fresh token: each refresh token is good for one use.
	lock, err := os.OpenFile(tokenFile+".lock", os.O_CREATE|os.O_RDWR, 0o600)
	check(err)
	defer lock.Close() // which unlocks, as does the end of the program
	check(syscall.Flock(int(lock.Fd()), syscall.LOCK_EX))
	token := load()
	if token.isGood() {
		return token
	}

	fresh := refresh(token)
	store(fresh) // before its use: the old refresh token is spent
	return fresh
}

// isGood goes by the clock: a token counts as over a minute before its end.
func (t stored) isGood() bool {
	return time.Until(time.Unix(t.ExpiresAt, 0)) > time.Minute
}

// (Refresh) Trade the refresh token for new tokens. RFC 6749 §6; where none comes, x/oauth2 keeps the old one.
func refresh(old stored) stored {
	ctx := context.WithValue(context.Background(), oauth2.HTTPClient, client)
	token, err := config.TokenSource(ctx, &oauth2.Token{RefreshToken: old.RefreshToken}).Token()
	check(err)
	return stored{token.AccessToken, token.RefreshToken, token.Expiry.Unix(), old.Scope}
}

// (API) Call the API, with the token in the header and nowhere else. RFC 6750 §2.1
func displayName(token stored) string {
	request, err := http.NewRequest("GET", env("BITBUCKET_API_URL", "https://api.bitbucket.org")+"/2.0/user", nil)
	check(err)
	request.Header.Set("Authorization", "Bearer "+token.AccessToken)
	response, err := client.Do(request)
	check(err)
	defer response.Body.Close()
	var user struct {
		DisplayName string `json:"display_name"`
		Error       struct{ Message string }
	}
	err = json.NewDecoder(response.Body).Decode(&user)
	if response.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", response.Status, user.Error.Message)
	}
	check(err)
	return user.DisplayName
}

func load() (token stored) {
	content, err := os.ReadFile(tokenFile)
	if errors.Is(err, os.ErrNotExist) {
		err = fmt.Errorf("%s is not there: sign in first (authorization-code)", tokenFile)
	}
	check(err)
	check(json.Unmarshal(content, &token))
	return token
}

// store writes a new file and renames it: a crash in between loses nothing.
func store(token stored) {
	file, err := os.CreateTemp(filepath.Dir(tokenFile), ".bitbucket-token-*") // mode 0600
	check(err)
	check(json.NewEncoder(file).Encode(token))
	check(file.Sync())
	check(file.Close())
	check(os.Rename(file.Name(), tokenFile))
}

// check ends the program with the server's own words, where it has any: what was sent is never shown.
func check(err error) {
	if err == nil {
		return
	}
	message := err.Error()
	var refusal *oauth2.RetrieveError
	if errors.As(err, &refusal) {
		body := map[string]string{"error": refusal.Response.Status, "error_description": "without words"}
		_ = json.Unmarshal(refusal.Body, &body) // it may be no JSON
		message = body["error"] + ": " + body["error_description"]
		if refusal.Response.StatusCode == http.StatusBadRequest {
			message += "\nWhere key and secret are right, this refresh token is no longer good: sign in again."
		}
	}
	fmt.Fprintln(os.Stderr, message)
	os.Exit(1)
}

// env reads a variable; what has no default must be set.
func env(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	if otherwise == "" {
		check(errors.New("Set the environment variable " + name + "."))
	}
	return otherwise
}
