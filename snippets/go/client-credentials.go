// Client credentials grant, RFC 6749 §4.4: the client acts for itself, and no person takes part.
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
	"golang.org/x/oauth2/clientcredentials"
)

// No redirect is followed: a secret goes to the address that it is for, and to no other.
var client = &http.Client{
	Timeout:       10 * time.Second,
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

// app keeps its token in memory. There is no refresh token: the secret brings another whenever it asks.
type app struct {
	config clientcredentials.Config
	token  *oauth2.Token
}

func main() {
	bot := &app{config: clientcredentials.Config{
		ClientID:     env("BITBUCKET_CONSUMER_KEY", ""),
		ClientSecret: env("BITBUCKET_CONSUMER_SECRET", ""),
		TokenURL:     env("BITBUCKET_URL", "https://bitbucket.org") + "/site/oauth2/access_token",
		AuthStyle:    oauth2.AuthStyleInHeader, // HTTP Basic, RFC 6749 §2.3.1
	}}
	var user struct {
		DisplayName string `json:"display_name"`
	}
	check(bot.get("/user", &user))
	fmt.Println("Acting as", user.DisplayName)
}

// accessToken is the one at hand, until a minute before its end.
func (a *app) accessToken() *oauth2.Token {
	if a.token != nil && time.Until(a.token.Expiry) > time.Minute {
		return a.token
	}

	// (A), (B) The client's own credentials bring an access token. RFC 6749 §4.4.2, §4.4.3
	ctx := context.WithValue(context.Background(), oauth2.HTTPClient, client)
	token, err := a.config.Token(ctx)
	check(err)
	a.token = token

	return token
}

// get reads from the API. A token can end before its time: then a new one is tried, once.
func (a *app) get(path string, into any) error {
	response, err := a.send(path)
	if err == nil && response.StatusCode == http.StatusUnauthorized {
		response.Body.Close()
		a.token = nil
		response, err = a.send(path)
	}
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode == http.StatusOK {
		return json.NewDecoder(response.Body).Decode(into)
	}
	var refusal struct{ Error struct{ Message string } }
	_ = json.NewDecoder(response.Body).Decode(&refusal) // a refusal may be no JSON
	return fmt.Errorf("%s: %s", response.Status, refusal.Error.Message)
}

// (API) Call the API, with the token in the header and nowhere else. RFC 6750 §2.1
func (a *app) send(path string) (*http.Response, error) {
	request, err := http.NewRequest("GET", env("BITBUCKET_API_URL", "https://api.bitbucket.org")+"/2.0"+path, nil)
	if err != nil {
		return nil, err
	}
	a.accessToken().SetAuthHeader(request)
	return client.Do(request)
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
