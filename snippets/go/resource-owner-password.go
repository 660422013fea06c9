// Resource owner password credentials grant, RFC 6749 §4.3. History: RFC 9700 §2.4 forbids it.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"time"

	"golang.org/x/oauth2"
)

// No redirect is followed: a secret goes to the address that it is for, and to no other.
var client = &http.Client{
	Timeout:       10 * time.Second,
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

func main() {
	config := &oauth2.Config{
		ClientID:     env("BITBUCKET_CONSUMER_KEY", ""),
		ClientSecret: env("BITBUCKET_CONSUMER_SECRET", ""),
		Endpoint: oauth2.Endpoint{
			TokenURL:  env("BITBUCKET_URL", "https://bitbucket.org") + "/site/oauth2/access_token",
			AuthStyle: oauth2.AuthStyleInHeader, // HTTP Basic, RFC 6749 §2.3.1
		},
	}

	// (A) The person gives the client their name and password: what OAuth was made to end. RFC 6749 §4.3.1
	username := env("BITBUCKET_USERNAME", "")
	password := env("BITBUCKET_PASSWORD", "")

	// (B), (C) The client passes them on, with its own credentials, and gets a token. RFC 6749 §4.3.2, §4.3.3
	ctx := context.WithValue(context.Background(), oauth2.HTTPClient, client)
	token, err := config.PasswordCredentialsToken(ctx, username, password)
	check(err)

	fmt.Println("Token for", displayName(token))
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
