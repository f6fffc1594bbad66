// Streamlit leaves <html lang="en"> whatever the page says.
export default function (component) {
  const { lang, dir } = component.data;
  document.documentElement.lang = lang;
  document.documentElement.dir = dir;
}
