// Authorization code grant, RFC 6749 §4.1: a person signs in at Bitbucket, in their browser.
package main

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/oauth2"
)

// No redirect is followed: a secret goes to the address that it is for, and to no other.
var client = &http.Client{
	Timeout:       10 * time.Second,
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

func main() {
	bitbucket := env("BITBUCKET_URL", "https://bitbucket.org")
	config := &oauth2.Config{
		ClientID:     env("BITBUCKET_CONSUMER_KEY", ""),
		ClientSecret: env("BITBUCKET_CONSUMER_SECRET", ""),
		RedirectURL:  env("CALLBACK_URL", "http://localhost:3000/oauth-callback"),
		Scopes:       strings.Fields(env("BITBUCKET_SCOPES", "account repository")),
		Endpoint: oauth2.Endpoint{
			AuthURL:   bitbucket + "/site/oauth2/authorize",
			TokenURL:  bitbucket + "/site/oauth2/access_token",
			AuthStyle: oauth2.AuthStyleInHeader, // HTTP Basic, RFC 6749 §2.3.1
		},
	}
	callback, err := url.Parse(config.RedirectURL)
	check(err)
	listener, err := net.Listen("tcp", callback.Host)
	check(err)

	// (A) Send the browser to the authorization endpoint. RFC 6749 §4.1.1, RFC 7636 §4.3
	state, verifier := random(), random()
	challenge := sha256.Sum256([]byte(verifier))
	fmt.Println("Open", config.AuthCodeURL(state,
		oauth2.SetAuthURLParam("code_challenge", base64.RawURLEncoding.EncodeToString(challenge[:])),
		oauth2.SetAuthURLParam("code_challenge_method", "S256")))

	answer := waitForAnswer(listener, callback.Path, state)

	// (D), (E) Trade the code for tokens. RFC 6749 §4.1.3, RFC 7636 §4.5
	ctx := context.WithValue(context.Background(), oauth2.HTTPClient, client)
	token, err := config.Exchange(ctx, answer.Get("code"), oauth2.SetAuthURLParam("code_verifier", verifier))
	check(err)

	store(token)
	fmt.Println("Signed in as", displayName(token))
}

// waitForAnswer listens until the browser is back with the answer to this very request.
func waitForAnswer(listener net.Listener, path, state string) url.Values {
	answers := make(chan url.Values, 1)
	http.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
		// (C) The answer has the code or an error, and the state, which is checked first. RFC 6749 §4.1.2, §10.12
		answer := r.URL.Query()
		status, message := http.StatusOK, "You are signed in. You can close this tab."
		if answer.Get("state") != state {
			status, message = http.StatusBadRequest, "Refused: nobody here asked for it (its state is another)."
		} else if answer.Has("error") {
			message = "You are not signed in: access was not granted. You can close this tab."
		}

		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.WriteHeader(status)
		fmt.Fprintln(w, message)
		if status == http.StatusOK {
			answers <- answer
		} else {
			fmt.Fprintln(os.Stderr, "An answer with another state was refused. Still waiting.")
		}
	})
	server := &http.Server{ReadHeaderTimeout: 10 * time.Second}
	go server.Serve(listener)
	answer := <-answers
	check(server.Shutdown(context.Background()))
	if answer.Has("error") {
		check(fmt.Errorf("%s: %s", answer.Get("error"), answer.Get("error_description")))
	}
	return answer
}

// (API) Call the API, with the token in the header and nowhere else. RFC 6750 §2.1
func displayName(token *oauth2.Token) string {
	request, err := http.NewRequest("GET", env("BITBUCKET_API_URL", "https://api.bitbucket.org")+"/2.0/user", nil)
	check(err)
	token.SetAuthHeader(request)
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

// store writes a new file and renames it: a crash in between loses nothing.
func store(token *oauth2.Token) {
	scope := token.Extra("scope")
	if scope == nil {
		scope = token.Extra("scopes") // its name until May 2026
	}
	path := env("TOKEN_FILE", "bitbucket-token.json")
	file, err := os.CreateTemp(filepath.Dir(path), ".bitbucket-token-*") // mode 0600
	check(err)
	check(json.NewEncoder(file).Encode(map[string]any{
		"access_token":  token.AccessToken,
		"refresh_token": token.RefreshToken,
		"expires_at":    token.Expiry.Unix(),
		"scope":         scope,
	}))
	check(file.Sync())
	check(file.Close())
	check(os.Rename(file.Name(), path))
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
	}
	fmt.Fprintln(os.Stderr, message)
	os.Exit(1)
}

func random() string {
	bytes := make([]byte, 32)
	_, err := rand.Read(bytes)
	check(err)
	return base64.RawURLEncoding.EncodeToString(bytes)
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
