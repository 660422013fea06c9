// Reads a list of the API page by page, with the token that authorization-code has stored.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"time"
)

const longestWait = 60 * time.Second

// No redirect is followed: the token goes to the API, and nowhere else.
var client = &http.Client{
	Timeout:       10 * time.Second,
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

var api = env("BITBUCKET_API_URL", "https://api.bitbucket.org") + "/2.0"

func main() {
	token := load()
	workspace := os.Getenv("WORKSPACE")
	if workspace == "" {
		workspace = firstWorkspace(token)
	}

	// (Next) Follow the links to the next page until there is none: they are never built.
	next := api + "/repositories/" + url.PathEscape(workspace)
	for next != "" {
		var page struct {
			Values []struct {
				FullName string `json:"full_name"`
			}
			Next string
		}
		get(token, next, &page)
		if page.Values == nil {
			fail("The answer is no page of a list.")
		}
		for _, repository := range page.Values {
			fmt.Println(repository.FullName)
		}
		next = page.Next
	}
}

func firstWorkspace(token string) string {
	var page struct {
		Values []struct{ Workspace struct{ Slug string } }
	}
	get(token, api+"/user/workspaces", &page)
	if len(page.Values) == 0 {
		fail("This token sees no workspace.")
	}
	return page.Values[0].Workspace.Slug
}

func get(token, address string, into any) {
	if !isOfAPI(address) {
		fail("The next page is not at the API: the token is not sent there.")
	}
	response := send(token, address)
	if wait, asked := retryAfter(response); asked {
		response.Body.Close()
		time.Sleep(wait)
		response = send(token, address)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		refused(response)
	}
	check(json.NewDecoder(response.Body).Decode(into))
}

// (API) Call the API, with the token in the header and nowhere else. RFC 6750 §2.1
func send(token, address string) *http.Response {
	request, err := http.NewRequest("GET", address, nil)
	check(err)
	request.Header.Set("Authorization", "Bearer "+token)
	response, err := client.Do(request)
	check(err)
	return response
}

func isOfAPI(address string) bool {
	there, err := url.Parse(address)
	check(err)
	here, err := url.Parse(api)
	check(err)
	return there.Scheme == here.Scheme && there.Host == here.Host
}

// retryAfter is how long a busy server asks to wait, where that is not too long.
func retryAfter(response *http.Response) (time.Duration, bool) {
	isBusy := response.StatusCode == http.StatusTooManyRequests || response.StatusCode == http.StatusServiceUnavailable
	seconds, err := strconv.Atoi(response.Header.Get("Retry-After"))
	wait := time.Duration(seconds) * time.Second
	return wait, isBusy && err == nil && wait <= longestWait
}

// refused ends the program with the server's own words.
func refused(response *http.Response) {
	var body struct{ Error struct{ Message string } }
	_ = json.NewDecoder(response.Body).Decode(&body) // a refusal may be no JSON
	message := response.Status + ": " + body.Error.Message
	if response.StatusCode == http.StatusUnauthorized {
		message += "\nRun refresh."
	}
	fail(message)
}

func load() string {
	path := env("TOKEN_FILE", "bitbucket-token.json")
	content, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		fail(path + " is not there: sign in first (authorization-code).")
	}
	check(err)
	var token struct {
		AccessToken string `json:"access_token"`
	}
	check(json.Unmarshal(content, &token))
	return token.AccessToken
}

func check(err error) {
	if err != nil {
		fail(err.Error())
	}
}

func fail(message string) {
	fmt.Fprintln(os.Stderr, message)
	os.Exit(1)
}

func env(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}
