import classes from './ArticleText.module.css';

/** An article as its readers see it. The HTML comes from the backend, which lets nothing run or load. */
export function ArticleText({ html }: { html: string }) {
  return (
    <div
      className={classes.text}
      dir="auto"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: made by the backend out of Markdown, without raw HTML.
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}
