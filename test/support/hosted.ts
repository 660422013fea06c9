/** The environment of the app as it is hosted: by a public name, behind one proxy. */
export const HOSTED = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://demo.example',
  SESSION_SECRET: 'Kq3vX9tRz7LmW2pYb8NcD5sJf4GhTe6A',
  TRUSTED_PROXIES: '1',
};
